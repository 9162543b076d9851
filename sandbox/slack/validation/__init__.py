"""Slack's rules for payloads: `limits` is the table, `check` refuses what Slack would refuse.

The shapes of Block Kit stand as pydantic models (`objects`, `elements`, `rich_text`, `tables`,
`charts`, `blocks`, `views`), unknown fields forbidden; `check` turns their complaints into Slack's
own words and adds the rules that concern a whole message. Import from `check` and `limits` only.
"""
