"""What the bot does when something happens in Slack.

`register(app, surface)` adds everything to a Bolt app. Messages take the durable path (`inbox`,
`answering`); buttons and modals call the desk at once. Listeners check who clicks (`people`), call
the desk, and show the card; they decide nothing.
"""
