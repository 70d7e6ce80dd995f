"""The three crafts: posts, replies to private messages, answers to reviews. Pure but for its ports."""
