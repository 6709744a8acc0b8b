"""pandas: frames, series and indexes that students make, change, return and are given."""

from tests.plain_course.foreign_courses.parts import Course, answer, given, plain, test

COURSE = Course(
    cells=[
        plain("import numpy as np\nimport pandas as pd"),
        plain('people = pd.read_csv("people.csv")'),
        answer(
            "clean",
            """
clean = people.dropna().astype({"age": "int64"}).reset_index(drop=True)
clean["team"] = clean["team"].astype("category")
""",
        ),
        test(
            "clean-is-a-frame",
            """
assert isinstance(clean, pd.DataFrame)
assert type(clean["age"]) == pd.Series
assert clean.shape == (4, 3)
""",
        ),
        test(
            "clean-dtypes",
            """
assert clean["age"].dtype == np.int64
assert isinstance(clean["team"].dtype, pd.CategoricalDtype)
assert list(clean["team"].cat.categories) == ["blue", "red"]
assert not clean.isna().any().any()
""",
            2,
        ),
        test(
            "clean-whole",
            """
expected = pd.DataFrame({"name": ["ann", "ben", "dan", "eve"], "age": [31, 25, 40, 19]})
expected["team"] = pd.Categorical(["red", "blue", "red", "blue"])
pd.testing.assert_frame_equal(clean, expected)
assert clean.equals(expected)
""",
            2,
        ),
        test("filter", 'assert list(clean[clean["age"] > 30]["name"]) == ["ann", "dan"]'),
        answer("by_team", 'by_team = clean.groupby("team", observed=True)["age"].agg(["mean", "max"])'),
        test(
            "group",
            """
assert by_team.loc["red", "mean"] == 35.5
assert by_team.index.name == "team"
assert by_team.columns.tolist() == ["mean", "max"]
""",
        ),
        answer(
            "functions",
            """
def total(frame, column):
    return frame[column].sum()

def add_ratio(frame):
    frame["ratio"] = frame["a"] / frame["b"]

def pivot(frame):
    return frame.set_index(["year", "town"])["rain"].sort_index()
""",
        ),
        test("given-a-frame", 'assert total(pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "b") == 7'),
        test(
            "changes-a-frame",
            """
frame = pd.DataFrame({"a": [1.0, 2.0], "b": [2.0, 8.0]})
add_ratio(frame)
assert frame["ratio"].tolist() == [0.5, 0.25]
""",
        ),
        test(
            "multi-index",
            """
rain = pd.DataFrame({"year": [2021, 2020], "town": ["X", "Y"], "rain": [1.5, np.nan]})
result = pivot(rain)
assert isinstance(result.index, pd.MultiIndex)
assert result.index.names == ["year", "town"]
assert result.loc[(2021, "X")] == 1.5 and np.isnan(result.loc[(2020, "Y")])
""",
            2,
        ),
        answer("in_place", 'people["adult"] = people["age"] >= 21'),
        test(
            "column-added",
            'assert "adult" in people.columns\nassert people["adult"].sum() == 3\nassert people["adult"].dtype == bool',
        ),
        answer(
            "dates",
            """
days = pd.date_range("2024-02-28", periods=3)
temperatures = pd.Series([1.0, None, 3.0], index=days, name="t").interpolate()
""",
        ),
        test(
            "time-series",
            """
assert isinstance(temperatures.index, pd.DatetimeIndex)
assert temperatures["2024-02-29"] == 2.0
pd.testing.assert_series_equal(temperatures, pd.Series([1.0, 2.0, 3.0], index=days, name="t"))
assert days[1] == pd.Timestamp("2024-02-29")
""",
            2,
        ),
        given("helper", "def double(series):\n    return series * 2"),
        answer("apply", 'doubled = clean["age"].apply(lambda age: double(age))'),
        test("applied", "assert (doubled == clean['age'] * 2).all()\nassert doubled.iloc[0] == 62"),
    ],
    variants={
        "loops": {
            "clean": """
rows = [row for _, row in people.iterrows() if not row.isna().any()]
clean = pd.DataFrame({"name": [r["name"] for r in rows], "age": [int(r["age"]) for r in rows]})
clean["team"] = pd.Categorical([r["team"] for r in rows])
""",
            "by_team": """
grouped = clean.groupby("team", observed=True)["age"]
by_team = pd.DataFrame({"mean": grouped.mean(), "max": grouped.max()})
""",
            "functions": """
def total(frame, column):
    result = 0
    for value in frame[column]:
        result += value
    return result

def add_ratio(frame):
    frame.insert(len(frame.columns), "ratio", frame.a.values / frame.b.values)

def pivot(frame):
    index = pd.MultiIndex.from_arrays([frame["year"], frame["town"]])
    return pd.Series(frame["rain"].values, index=index).sort_index()
""",
            "in_place": 'people.loc[:, "adult"] = [age >= 21 for age in people["age"]]',
        },
        "new_names": {
            "clean": """
clean = people.copy()
clean = clean[~clean.age.isna() & ~clean.team.isna()]
clean.index = range(len(clean))
clean["age"] = clean["age"].astype(int)
clean["team"] = clean["team"].astype("category")
""",
            "in_place": 'people = people.assign(adult=people["age"] >= 21)',
            "apply": 'doubled = clean["age"].map(double)',
        },
        "half": {
            "clean": "clean = people.dropna()",
            "functions": """
def total(frame, column):
    return frame.sum()[column]

def add_ratio(frame):
    return frame.assign(ratio=frame["a"] / frame["b"])

def pivot(frame):
    return frame.groupby("year")["rain"].sum()
""",
            "dates": 'days = pd.date_range("2024-02-28", periods=3)\ntemperatures = [1.0, 2.0, 3.0]',
        },
    },
    files={"people.csv": "name,age,team\nann,31,red\nben,25,blue\ncat,,red\ndan,40,red\neve,19,blue\n"},
)
