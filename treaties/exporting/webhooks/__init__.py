"""Messages to those who asked to be told of new blocks: what they say, how they are signed, sent and sent again.

They follow the Standard Webhooks specification.
"""
