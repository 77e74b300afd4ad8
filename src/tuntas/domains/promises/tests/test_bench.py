"""The benchmark itself runs, small, and leaves no promise behind."""


def test_says_how_long_a_break_goes_unnoticed(own_db: str) -> None:
    from tuntas.domains.promises import bench
    from tuntas.domains.promises.models import Promise

    figure = bench.run(open_promises=500)

    assert figure["name"] == "promises"
    assert 0 < figure["value"] <= figure["limit"]
    assert not Promise.objects.exists()
