"""What a person says → which craft; what to show → cards. Knows the crafts, knows no Telegram."""
