from fastapi import Request


async def went_away(request: Request) -> bool:
    """Tell whether the client does not wait for the answer any more."""
    # The first look may only find a body that no endpoint has read.
    return await request.is_disconnected() or await request.is_disconnected()
