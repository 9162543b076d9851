from datetime import date
from decimal import Decimal

import pytest

from media.catalog import AgeGroup, Catalog, Interest, Market, Product
from media.errors import NotReady
from storage.rates import Rate
from storage.store import Storage

BRAZIL = Market(
    country="BR",
    name="Brazil",
    currency="BRL",
    population=120_000_000,
    ages=(AgeGroup(min=18, max=34, share=0.4),),
    genders={"FEMALE": 0.51, "MALE": 0.49},
)


def catalog(name: str) -> Catalog:
    product = Product(
        market="BR", format="audio", channel="direct", seller=name, min_spend=5_000_000_000
    )
    running = Interest(id="running", name="Running", share=0.2)
    return Catalog(
        as_of=date(2026, 11, 1), markets=(BRAZIL,), products=(product,), interests=(running,)
    )


async def test_the_last_imported_catalog_is_current_and_old_ones_stay(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.catalogs.current() is None
        old = await tx.catalogs.add(catalog("old"), by="U1")
        new = await tx.catalogs.add(catalog("new"), by="U1")
        assert await tx.catalogs.add(catalog("new"), by="U1") == new
        assert await tx.catalogs.current_id() == new
        assert await tx.catalogs.current() == catalog("new")
        assert await tx.catalogs.get(old) == catalog("old")
        assert await tx.catalogs.add(catalog("old"), by="U1") == old
        assert await tx.catalogs.current() == catalog("old")


async def test_rates_by_date_inverse_and_crossed(storage: Storage) -> None:
    first, second = date(2026, 1, 1), date(2026, 2, 1)
    async with storage.transaction() as tx:
        await tx.rates.load(
            [
                Rate(first, "USD", "BRL", Decimal("5")),
                Rate(second, "USD", "BRL", Decimal("6")),
                Rate(first, "USD", "MXN", Decimal("20")),
            ]
        )
        assert await tx.rates.rate("USD", "USD", first) == 1
        assert await tx.rates.rate("USD", "BRL", date(2026, 1, 31)) == 5
        assert await tx.rates.rate("USD", "BRL", second) == 6
        assert await tx.rates.rate("BRL", "USD", first) == Decimal("0.2")
        assert await tx.rates.rate("BRL", "MXN", first) == 4
        with pytest.raises(NotReady, match="from USD to BRL up to 2025-12-31"):
            await tx.rates.rate("USD", "BRL", date(2025, 12, 31))
        with pytest.raises(NotReady):
            await tx.rates.rate("USD", "EUR", second)


async def test_a_rate_is_replaced_by_a_later_import(storage: Storage) -> None:
    day = date(2026, 5, 1)
    async with storage.transaction() as tx:
        for rate in ("1.05", "1.10"):
            assert await tx.rates.load([Rate(day, "EUR", "CHF", Decimal(rate))]) == 1
        assert await tx.rates.rate("EUR", "CHF", day) == Decimal("1.10")
        assert [r.rate for r in await tx.rates.all() if r.base == "EUR"] == [Decimal("1.10")]


async def test_fits_are_swapped_in_whole(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.fits.current() is None
    for number in range(5):
        async with storage.transaction() as tx:
            await tx.fits.swap_in(
                f"fit{number}", bytes([number]) * 1000, campaigns=number, learnt_from=f"{number}"
            )
    async with storage.transaction() as tx:
        fit = await tx.fits.current()
        kept = (await tx.execute("SELECT count(*) FROM fits")).scalar_one()
        assert await tx.fits.current_id() == "fit4"
        assert await tx.fits.learnt_from() == "4"
    assert fit is not None
    assert (fit.id, fit.body, fit.campaigns) == ("fit4", b"\x04" * 1000, 4)
    assert kept == 3
