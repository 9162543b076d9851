"""Files as customers save them: every row is taken in or named with its number and reason."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from desk.imports.history import read_campaigns, read_history
from desk.imports.market import read_catalog, read_inventory, read_rates
from desk.imports.report import RowProblem, by_reason
from media.errors import InvalidInput
from media.history import HISTORY

HEADER = "campaign_id,market,currency,format,start,end,spend,impressions,advertiser"
GOOD = "c1,BR,BRL,audio,2026-01-05,2026-01-31,1000.50,80000,Nike"


def saved(folder: Path, *lines: str, name: str = "history.csv", newline: str = "\n") -> Path:
    path = folder / name
    path.write_bytes((newline.join(lines) + newline).encode())
    return path


def test_a_row_becomes_a_campaign_in_the_columns_of_history(tmp_path: Path) -> None:
    table, problems = read_history(saved(tmp_path, HEADER, GOOD))
    assert problems == ()
    assert table.schema == HISTORY
    (row,) = table.to_pylist()
    assert (row["campaign_id"], row["spend"], row["start"]) == ("c1", 1000.5, date(2026, 1, 5))
    assert row["channel"] == "self_serve"
    assert row["reach"] is None


def test_a_campaign_may_have_no_end(tmp_path: Path) -> None:
    table, problems = read_history(saved(tmp_path, HEADER, GOOD.replace("2026-01-31", "")))
    assert problems == ()
    assert table["end"].to_pylist() == [None]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("c2,BR,BRL,audio,2026-01-05,2026-01-31,lots,80000,Nike", "spend is not a number: “lots”"),
        (
            "c2,BR,BRL,audio,5/1/2026,2026-01-31,1,80000,Nike",
            "start is not a date (YYYY-MM-DD): “5/1/2026”",
        ),
        ("c2,BR,BRL,radio,2026-01-05,2026-01-31,1,8,Nike", "format is not one of audio, video"),
        (
            "c2,Brazil,BRL,audio,2026-01-05,2026-01-31,1,8,Nike",
            "market is not an ISO 3166 country: “Br",
        ),
        ("c2,BR,R$,audio,2026-01-05,2026-01-31,1,8,Nike", "currency is not an ISO 4217 currency: "),
        ("c2,BR,BRL,audio,2026-01-31,2026-01-05,1,8,Nike", "end is before start"),
        ("c2,BR,BRL,audio,2026-01-05,2026-01-31,-1,8,Nike", "spend is negative"),
        ("c2,BR,BRL,audio,2026-01-05,2026-01-31,inf,8,Nike", "spend is negative or not finite"),
        (",BR,BRL,audio,2026-01-05,2026-01-31,1,8,Nike", "campaign_id is empty"),
        ("c2,BR,BRL,audio,2026-01-05", "has not one value a column: 5 values"),
        (
            "c2,BR,BRL,audio,2026-01-05,2026-01-31,1,8,Nike,x",
            "has not one value a column: 10 values",
        ),
        ("c2,BR,BRL,audio,2026-01-05,99999-12-31,1,8,Nike", "end is not a date (YYYY-MM-DD): “999"),
        ("c2,BR,BRL,audio,0000-12-31,2026-01-31,1,8,Nike", "start is not a date"),
        ("c2,BR,BRL,audio,2026-01-05,2026-01-31,1,1e16,Nike", "impressions is over 1,000,000,000,"),
        ("c2,BR,BRL,audio,2026-01-05,2026-01-31,1,8,Ni\0ke", "advertiser holds a null character"),
        (f"c2,BR,BRL,audio,2026-01-05,,1,8,{'ñ' * 501}", "advertiser is over 500 characters long"),
        (f"{'c' * 501},BR,BRL,audio,2026-01-05,,1,8,Nike", "campaign_id is over 500 characters"),
    ],
)
def test_a_bad_row_is_named_and_does_not_stop_the_rest(
    tmp_path: Path, bad: str, reason: str
) -> None:
    last = GOOD.replace("c1", "c3")
    table, problems = read_history(saved(tmp_path, HEADER, GOOD, "", bad, ",,,,,,,,", last))
    assert table["campaign_id"].to_pylist() == ["c1", "c3"]
    (problem,) = problems
    assert problem.row == 4
    assert str(problem).startswith(reason)


@pytest.mark.parametrize(
    ("codes", "start", "reason"),
    [
        ("XX,BRL", "2026-01-05", "market is not an ISO 3166 country: “XX”"),
        ("EU,EUR", "2026-01-05", "market is not an ISO 3166 country: “EU”"),
        ("UK,GBP", "2026-01-05", "market is not an ISO 3166 country: “UK”, today GB"),
        ("YU,DEM", "1998-01-05", "market is not an ISO 3166 country: “YU”, today RS and ME"),
        ("BR,QQQ", "2026-01-05", "currency is not an ISO 4217 currency: “QQQ”"),
        ("BR,XAU", "2026-01-05", "currency is not an ISO 4217 currency: “XAU”"),
        ("HR,HRK", "2023-01-15", "currency was withdrawn before: “HRK” until 2023-01-14"),
        ("HR,HRK", "2023-01-14", ""),
        ("XK,EUR", "2026-01-05", ""),
        ("CL,CLF", "2026-01-05", ""),
    ],
)
def test_countries_and_currencies_are_those_that_there_are(
    tmp_path: Path, codes: str, start: str, reason: str
) -> None:
    row = GOOD.replace("BR,BRL", codes).replace("2026-01-05,2026-01-31", f"{start},")
    _, problems = read_history(saved(tmp_path, HEADER, row))
    assert [str(problem) for problem in problems] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("numbers", "good"),
    [
        (("1.000;80.000", "750;9.500"), 0),
        (("12,50;80.000", "750;9.500"), 0),
        (("1.234,50;900", "1.500;950"), 0),
        (("1.500;1.234.567", "1500;950"), 1),
        (("1.500;950", "12.50;80000"), 2),
        (("1.000;80.000", "1.500;8000.000"), 2),
    ],
)
def test_points_that_group_thousands_are_not_read_as_decimals(
    tmp_path: Path, numbers: tuple[str, ...], good: int
) -> None:
    rows = [f"c{n};BR;BRL;audio;2026-01-05;;{pair};Nike" for n, pair in enumerate(numbers)]
    table, problems = read_history(saved(tmp_path, HEADER.replace(",", ";"), *rows))
    assert (table.num_rows, len(problems)) == (good, 2 - good)
    assert all(column.to_pylist() != [1.5] for column in (table["spend"], table["impressions"]))


def test_words_in_small_letters_are_the_same_words(tmp_path: Path) -> None:
    table, _ = read_history(saved(tmp_path, f"{HEADER},gender,objective", f"{GOOD},female,reach"))
    assert (table["gender"].to_pylist(), table["objective"].to_pylist()) == (["FEMALE"], ["REACH"])


def test_good_rows_that_teach_no_price_are_named(tmp_path: Path) -> None:
    free, empty = GOOD.replace("c1", "c2"), GOOD.replace("c1", "c3")
    free, empty = free.replace("1000.50", "0"), empty.replace("80000", "0.5")
    bad = GOOD.replace("c1", "c4").replace("1000.50", "0").replace("audio", "radio")
    read = read_campaigns(saved(tmp_path, HEADER, GOOD, free, empty, bad))
    assert read.table.num_rows == 3
    assert [problem.row for problem in read.problems] == [5]
    assert read.unpriced == (
        RowProblem(3, "nothing was spent"),
        RowProblem(4, "there is no impression"),
    )


def test_figures_that_others_contradict_are_named(tmp_path: Path) -> None:
    header = f"{HEADER},clicks,reach,reach_2,reach_3,age_min,age_max"
    rows = [f"{GOOD},80001,80001,30000,,18,34", f"{GOOD},80100,90000,,,,", f"{GOOD},,50,,60,,"]
    rows = [row.replace("c1", f"c{n}") for n, row in enumerate([*rows, f"{GOOD},,,,,34,18"])]
    read = read_campaigns(saved(tmp_path, header, *rows))
    assert [str(problem) for problem in read.problems] == ["age_max is under age_min"]
    assert read.doubtful == (
        RowProblem(3, "clicks is more than impressions"),
        RowProblem(3, "reach is more than impressions"),
        RowProblem(4, "reach_3 is more than reach of fewer times"),
    )


def test_problems_are_summed_up_by_reason() -> None:
    lots = [RowProblem(n, "spend is not a number", f"“{n % 7}”") for n in range(2, 30)]
    once = RowProblem(40, "end is before start")
    most, least = by_reason([once, *lots])
    assert (most.count, most.rows, len(most.details)) == (28, tuple(range(2, 12)), 5)
    assert (least.reason, least.rows, least.details) == ("end is before start", (40,), ())


def test_problems_of_every_kind_come_in_file_order(tmp_path: Path) -> None:
    path = saved(tmp_path, HEADER, "c2,BR", GOOD.replace("1000.50", "x"), GOOD, "c3")
    table, problems = read_history(path)
    assert table.num_rows == 1
    assert [problem.row for problem in problems] == [2, 3, 5]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_save_with_all_kinds_of_delimiters_marks_and_line_ends(
    tmp_path: Path, newline: str, mark: str, delimiter: str
) -> None:
    lines = [mark + HEADER.replace(",", delimiter), GOOD.replace(",", delimiter)]
    table, problems = read_history(saved(tmp_path, *lines, newline=newline))
    assert (table.num_rows, problems) == (1, ())
    assert table["campaign_id"].to_pylist() == ["c1"]


def test_quoted_values_may_hold_delimiters_and_line_breaks(tmp_path: Path) -> None:
    quoted = GOOD.replace("Nike", '"Nike, Inc.\nBrasil"')
    table, _ = read_history(saved(tmp_path, HEADER, quoted))
    assert table["advertiser"].to_pylist() == ["Nike, Inc.\nBrasil"]


def test_rows_behind_a_quotation_mark_that_is_never_closed_are_not_lost_in_silence(
    tmp_path: Path,
) -> None:
    rows = [GOOD.replace("c1", f"c{n}") for n in range(2, 6)]
    rows[1] = rows[1].replace("Nike", '"Nike')
    table, problems = read_history(saved(tmp_path, HEADER, *rows))
    assert table["campaign_id"].to_pylist() == ["c2"]
    assert problems == (RowProblem(3, "holds further rows: a quotation mark is not closed"),)


@pytest.mark.parametrize("name", ["history.csv", "history.csv.gz"])
def test_a_quotation_mark_that_swallows_a_long_file_is_found(tmp_path: Path, name: str) -> None:
    rows = [GOOD.replace("c1", f"c{n}") for n in range(60_000)]
    rows[3] = rows[3].replace("Nike", '"Nike\nBrasil"')
    rows[7] = rows[7].replace("Nike", '"Nike')
    text = "\n".join([HEADER, *rows]).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    with pytest.raises(InvalidInput, match=r"from line 10 on.*quotation mark"):
        read_history(path)


def test_of_rows_with_one_id_the_last_counts_and_the_others_are_named(tmp_path: Path) -> None:
    later, bad = GOOD.replace("1000.50", "2000"), GOOD.replace("1000.50", "x")
    table, problems = read_history(saved(tmp_path, HEADER, GOOD, later, bad))
    assert table["spend"].to_pylist() == [2000.0]
    assert problems == (
        RowProblem(2, "campaign_id stands again further down", "“c1” in row 3"),
        RowProblem(4, "spend is not a number", "“x”"),
    )


def test_a_compressed_file_keeps_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "history.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n{GOOD.replace('c1', '007')}\n".encode()))
    table, problems = read_history(path)
    assert (table["campaign_id"].to_pylist(), problems) == (["007"], ())


def test_columns_that_are_not_asked_for_may_have_any_name(tmp_path: Path) -> None:
    table, problems = read_history(saved(tmp_path, f"{HEADER},,,note,note", f"{GOOD},,,a,b"))
    assert (table.num_rows, problems) == (1, ())


def test_empty_has_many_spellings_but_namibia_is_a_country(tmp_path: Path) -> None:
    header = f"{HEADER},reach,clicks"
    rows = [f"{GOOD.replace('BR,BRL', 'NA,NAD')},NULL,NaN", f"{GOOD.replace('c1', 'c2')},N/A,-"]
    table, problems = read_history(saved(tmp_path, header, *rows))
    assert problems == ()
    assert table["market"].to_pylist() == ["NA", "BR"]
    assert table["reach"].null_count == table["clicks"].null_count == 2


def test_columns_with_other_names_are_mapped(tmp_path: Path) -> None:
    path = saved(tmp_path, HEADER.replace("campaign_id", "IO number"), GOOD)
    with pytest.raises(InvalidInput, match=r"lacks the column campaign_id.*--map"):
        read_history(path)
    table, _ = read_history(path, {"IO number": "campaign_id"})
    assert table["campaign_id"].to_pylist() == ["c1"]


@pytest.mark.parametrize(
    ("mapping", "complaint"),
    [
        ({"IO": "campaign_id"}, "has no column “IO” to map"),
        ({"advertiser": "client"}, "History has no column “client”"),
        ({"advertiser": "market"}, "has the column “market” twice"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(
    tmp_path: Path, mapping: dict[str, str], complaint: str
) -> None:
    with pytest.raises(InvalidInput, match=complaint):
        read_history(saved(tmp_path, HEADER, GOOD), mapping)


def test_missing_columns_are_all_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="lacks the columns currency, format, start, spend"):
        read_history(saved(tmp_path, "campaign_id,market", "c1,BR"))


def test_files_that_are_no_tables_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="There is no file"):
        read_history(tmp_path / "nowhere.csv")
    with pytest.raises(InvalidInput, match="is empty"):
        read_history(saved(tmp_path, ""))
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_history(saved(tmp_path, "no parquet", name="history.parquet"))
    with pytest.raises(InvalidInput, match=r"is a workbook.*as CSV"):
        read_history(saved(tmp_path, "PK", name="history.xlsx"))
    with pytest.raises(InvalidInput, match="Its first line is “Report 2026”"):
        read_history(saved(tmp_path, "Report 2026", HEADER, GOOD))
    latin = tmp_path / "latin.csv"
    latin.write_bytes(f"{HEADER}\n{GOOD.replace('Nike', 'Natação')}\n".encode("latin-1"))
    with pytest.raises(InvalidInput, match=r"cannot be read: .*utf-8"):
        read_history(latin)
    wide = tmp_path / "wide.csv"
    wide.write_bytes(f"{HEADER}\n{GOOD}\n".encode("utf-16"))
    with pytest.raises(InvalidInput, match=r"cannot be read: .*utf-8"):
        read_history(wide)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_header_alone_is_an_empty_history(tmp_path: Path, end: str) -> None:
    path = tmp_path / "history.csv"
    path.write_text(HEADER + end)
    table, problems = read_history(path)
    assert (table.num_rows, table.schema, problems) == (0, HISTORY, ())


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "campaign_id": pa.array(["c1", "c2"]).dictionary_encode(),
            "market": ["BR", "BR"],
            "currency": ["BRL", "BRL"],
            "format": ["audio", "radio"],
            "start": pa.array([datetime(2026, 1, 5)] * 2, pa.timestamp("us")),
            "end": [date(2026, 1, 31)] * 2,
            "spend": pa.array([1000.5, 3.0]),
            "impressions": pa.array([80_000, 3], pa.int32()),
        }
    )
    path = tmp_path / "history.parquet"
    parquet.write_table(table, path)
    kept, problems = read_history(path)
    assert kept["start"].to_pylist() == [date(2026, 1, 5)]
    assert kept["impressions"].to_pylist() == [80_000.0]
    assert [problem.row for problem in problems] == [2]


def test_nan_is_empty_in_parquet_as_in_csv(tmp_path: Path) -> None:
    table = pa.table([*(pa.array([word]) for word in GOOD.split(","))], names=HEADER.split(","))
    path = tmp_path / "history.parquet"
    parquet.write_table(table.append_column("reach", pa.array([float("nan")])), path)
    kept, problems = read_history(path)
    assert (kept["reach"].to_pylist(), problems) == ([None], ())


def test_what_is_empty_in_csv_is_empty_in_parquet(tmp_path: Path) -> None:
    table = pa.table([*(pa.array([word]) for word in GOOD.split(","))], names=HEADER.split(","))
    path = tmp_path / "history.parquet"
    end = table.column_names.index("end")
    parquet.write_table(table.set_column(end, "end", pa.array([" NULL "])), path)
    kept, problems = read_history(path)
    assert (kept["end"].to_pylist(), problems) == ([None], ())


@pytest.mark.parametrize("value", [["a", "b"], {"a": 1}, b"\xff"])
def test_a_parquet_column_that_is_no_text_is_refused_in_a_sentence(
    tmp_path: Path, value: object
) -> None:
    words = dict(zip(HEADER.split(","), GOOD.split(","), strict=True))
    path = tmp_path / "history.parquet"
    parquet.write_table(pa.Table.from_pylist([words | {"advertiser": value}]), path)
    with pytest.raises(InvalidInput, match=r"The column “advertiser” holds .* Save it as text"):
        read_history(path)


def test_fifty_thousand_rows_with_bad_ones_among_them(tmp_path: Path) -> None:
    rows = [GOOD.replace("c1", f"c{n}") for n in range(50_000)]
    rows[40_000] = rows[40_000].replace("1000.50", "?")
    table, problems = read_history(saved(tmp_path, HEADER, *rows))
    assert table.num_rows == 49_999
    assert problems == (RowProblem(40_002, "spend is not a number", "“?”"),)


def test_inventory_rows(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "market,format,channel,date,sellable,sold",
        "BR,audio,direct,2027-01-01,1000,250",
        "BR,audio,direct,2027-01-02,1000.0,0",
        "BR,audio,direct,2027-01-03,1000.5,0",
        "BR,audio,direct,2027-01-04,1000,",
        "BR,audio,phone,2027-01-05,1000,0",
        "BR,audio,direct,2027-01-06,-1,0",
    )
    rows, problems = read_inventory(path)
    assert [(row.cell.day.day, row.sellable, row.sold) for row in rows] == [
        (1, 1000, 250),
        (2, 1000, 0),
    ]
    assert [(problem.row, problem.reason.split(" is ")[0]) for problem in problems] == [
        (4, "sellable"),
        (5, "sold"),
        (6, "channel"),
        (7, "sellable"),
    ]


def test_inventory_of_no_country_or_with_grouped_thousands_is_left_out(tmp_path: Path) -> None:
    header, cell = "market,format,channel,date,sellable,sold", "audio,direct,2027-01-01"
    path = saved(tmp_path, header, f"XX,{cell},1000,250", f"BR,{cell},1000,250")
    rows, problems = read_inventory(path)
    assert len(rows) == 1
    assert [str(p) for p in problems] == ["market is not an ISO 3166 country: “XX”"]
    rows, problems = read_inventory(saved(tmp_path, header, f"BR,{cell},1.000,250"))
    assert (rows, [problem.detail for problem in problems]) == ([], ["“1.000”"])


def test_rates_keep_every_decimal(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        "date,base,quote,rate",
        "2026-11-20,USD,BRL,5.123456789012345678",
        "2026-11-20,USD,brl,5.1",
        "2026-11-20,USD,ARS,0",
    )
    rates, problems = read_rates(path)
    assert [str(rate.rate) for rate in rates] == ["5.123456789012345678"]
    assert [(problem.row, str(problem)) for problem in problems] == [
        (3, "quote is not an ISO 4217 currency: “brl”"),
        (4, "rate is not positive"),
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "catalog.json: the file: Invalid JSON"),
        ('{"as_of": "2026-11-01", "markets": [], "products": [{"market": "BR"}]}', "products.0."),
        ('{"as_of": "soon", "markets": [], "products": []}', "as_of: "),
    ],
)
def test_a_catalog_that_does_not_fit_names_the_field(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(InvalidInput, match=complaint):
        read_catalog(saved(tmp_path, text, name="catalog.json"))


@pytest.mark.parametrize(
    ("country", "currency", "complaint"),
    [
        ("UK", "GBP", "markets.0.country: “UK”, today GB is not an ISO 3166 country"),
        ("GB", "QQQ", "markets.0.currency: “QQQ” is not an ISO 4217 currency"),
        ("DE", "DEM", "markets.0.currency: “DEM” is not an ISO 4217 currency of today"),
    ],
)
def test_a_catalog_sells_in_countries_and_currencies_that_there_are(
    tmp_path: Path, country: str, currency: str, complaint: str
) -> None:
    market = {"country": country, "name": "X", "currency": currency, "population": 1}
    markets = [market | {"ages": [], "genders": {}}]
    text = json.dumps({"as_of": "2026-11-01", "markets": markets, "products": []})
    with pytest.raises(InvalidInput, match=complaint):
        read_catalog(saved(tmp_path, text, name="catalog.json"))


def test_a_catalog_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    text = '\ufeff{"as_of": "2026-11-01", "markets": [], "products": []}'
    assert read_catalog(saved(tmp_path, text, name="catalog.json")).as_of == date(2026, 11, 1)
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_catalog(tmp_path)
