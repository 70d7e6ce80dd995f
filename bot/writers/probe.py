"""Whether a model server answers, for `confrere doctor`."""

from __future__ import annotations

from typing import Final

PATIENCE: Final = 5.0  # seconds
DEFAULT: Final = "https://api.openai.com/v1"
KEY_REFUSED: Final = frozenset({401, 403})


async def answers(base_url: str | None, key: str | None) -> str | None:
    """Return None when `GET /models` succeeds, else a French sentence without the key."""
    import httpx

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False) as client:
            response = await client.get(f"{(base_url or DEFAULT).rstrip('/')}/models", headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"injoignable ({type(error).__name__}) ; le compositeur prendra le relais"
    if response.status_code in KEY_REFUSED:
        return "la clé est refusée ; vérifiez OPENAI_API_KEY"
    return None if response.is_success else f"répond {response.status_code} ; vérifiez OPENAI_BASE_URL"
