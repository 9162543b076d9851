"""Booking of approved plans: queued with the approval, resumed by whoever is alive, never twice.

`Booker` is what the desk calls; `BookingWorker` does the work in every serving process.
"""

from desk.booking.booker import Booker
from desk.booking.worker import BookingWorker

__all__ = ["Booker", "BookingWorker"]
