"""Other people's files: what a file is, how it is read, and how a timeline is written in another format.

`recognise` says by its content what a file is, `readers` reads it into the same `Reading` as our own format,
`writers` writes a timeline. What one format has and the other lacks is said, never silently lost.
"""
