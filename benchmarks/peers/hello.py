"""A minimal Typer program."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "World") -> None:
    """Greet someone."""
    typer.echo(f"Hello {name}")


if __name__ == "__main__":
    app()
