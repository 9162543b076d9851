"""What people see: pure functions from plans, bookings and answers to Block Kit.

Every function gives a `Card` (the text for notifications and the blocks) that stays inside Slack's
limits for any plan, or the blocks of a view. No I/O; payloads are plain dicts because the SDK's
models lack the table and chart blocks.
"""
