"""What a command line costs that does nothing."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "World") -> None:
    """Greet somebody."""
    typer.echo(f"Hello {name}")


if __name__ == "__main__":
    app()
