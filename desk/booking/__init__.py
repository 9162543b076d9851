"""Booking of approved plans as durable work: exactly once, whatever breaks.

`Booker` is what the desk calls; one durable job an order runs the seller's steps (`orders`),
`standing` says how a booking stands, `delivery` reads what has been delivered. Import
`desk.booking.booker`; the package itself loads nothing.
"""
