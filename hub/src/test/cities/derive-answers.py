#!/usr/bin/env python3
"""The right rows of the competency questions (`cq-*.rq`) on real data, from the published files alone.

Nothing of Belfry is used: where a row differs from what a test finds, one of the two has read the data wrongly.
Run it in the repository: `python3 hub/src/test/cities/derive-answers.py ../shared/data`.
"""
import csv, datetime, io, json, os, sys, zipfile
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import floor

DATA = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))


def write(city, name, header, rows):
    with open(f"{HERE}/{city}/expected/{name}.csv", "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(city, name, len(rows))


def size(path):
    return os.path.getsize(f"{DATA}/{path}")


# Riga: the timetable of October 2019.
feed = zipfile.ZipFile(f"{DATA}/riga/gtfs-rigas-satiksme-2019-10.zip")


def table(name):
    return csv.DictReader(io.TextIOWrapper(feed.open(f"gtfs/{name}.txt"), "utf-8-sig"))


line_of, direction_of, service_of = {}, {}, {}
for trip in table("trips"):
    line_of[trip["trip_id"]] = trip["route_id"]
    direction_of[trip["trip_id"]] = int(trip["direction_id"])
    service_of[trip["trip_id"]] = trip["service_id"]
lines_at, first = defaultdict(set), {}
for call in table("stop_times"):
    trip = call["trip_id"]
    lines_at[call["stop_id"]].add(line_of[trip])
    if line_of[trip] == "riga_tram_11":
        h, m, s = map(int, call["departure_time"].split(":"))
        first[trip] = min(first.get(trip, 10**9), 3600 * h + 60 * m + s)
names = {stop["stop_id"]: stop["stop_name"] for stop in table("stops")}
write("riga", "cq-04-connections-of-a-line", ["stop", "name", "line"],
      sorted((stop, names[stop], line) for stop, lines in lines_at.items() if "riga_tram_11" in lines
             for line in lines - {"riga_tram_11"}))
calendars, changes = list(table("calendar")), list(table("calendar_dates"))
rows = defaultdict(int)
for day, weekday in (("20191009", "wednesday"), ("20191012", "saturday")):
    running = {c["service_id"] for c in calendars if c[weekday] == "1" and c["start_date"] <= day <= c["end_date"]}
    running |= {c["service_id"] for c in changes if c["date"] == day and c["exception_type"] == "1"}
    running -= {c["service_id"] for c in changes if c["date"] == day and c["exception_type"] == "2"}
    for trip, seconds in first.items():
        if service_of[trip] in running:
            rows[f"{day[:4]}-{day[4:6]}-{day[6:]}", direction_of[trip], seconds // 3600] += 1
write("riga", "cq-06-departures-by-hour-on-two-days", ["date", "direction", "hour", "departures"],
      [key + (n,) for key, n in sorted(rows.items())])
write("riga", "cq-38-bytes-of-the-runs", ["dataset", "bytes"],
      [("Timetable of Rīgas satiksme", size("riga/gtfs-rigas-satiksme-2019-10.zip"))])

# Madrid: the weather of 2025; hour n ends at n:00, and hour 24 at midnight.
properties = {"81": "wind-speed", "82": "wind-direction", "83": "air-temperature", "86": "relative-humidity",
              "87": "air-pressure", "88": "solar-radiation", "89": "precipitation"}
values = defaultdict(dict)
with open(f"{DATA}/madrid/METEOROLOGIA_HORARIOS20250813.csv", encoding="utf-8-sig") as source:
    for row in csv.DictReader(source, delimiter=";"):
        day = datetime.datetime(int(row["ANO"]), int(row["MES"]), int(row["DIA"]))
        for hour in range(1, 25):
            if row[f"V{hour:02}"] == "V":
                values[int(row["ESTACION"]), properties[row["MAGNITUD"]]][day + datetime.timedelta(hours=hour)] = \
                    Decimal(row[f"H{hour:02}"])
nights = defaultdict(int)
for (station, observed), series in values.items():
    if observed == "air-temperature":
        for date in (datetime.date(2025, 6, 28) + datetime.timedelta(days=n) for n in range(5)):
            night = [v for t, v in series.items() if t.date() == date and t.hour < 6]
            if night and sum(map(Fraction, night)) / len(night) > 24:
                nights[station] += 1
write("madrid", "cq-07-hot-nights", ["station", "nights"], sorted((s, n) for s, n in nights.items() if n > 3))
moment = datetime.datetime(2025, 5, 1, 12)
write("madrid", "cq-24-silent-streams", ["station", "property", "last"],
      sorted((station, observed, max(known).isoformat()[:16]) for station, observed, known in (
          (station, observed, [time for time in series if time <= moment]) for (station, observed), series in values.items())
          if known and max(known) + datetime.timedelta(hours=3) < moment))
write("madrid", "cq-25-latest-humidity", ["station", "time", "tenths", "unit"],
      sorted((station, max(series).isoformat()[:16], floor(series[max(series)] * 10 + Decimal("0.5")), "PERCENT")
             for (station, observed), series in values.items() if observed == "relative-humidity"))
settings = {"Urbana tráfico": "urban-traffic", "Urbana fondo": "urban-background", "Suburbana": "suburban"}
with open(f"{DATA}/madrid/informacion_estaciones_red_calidad_aire.csv", encoding="utf-8-sig") as source:
    setting = {int(row["CODIGO_CORTO"]): settings[row["NOM_TIPO"]] for row in csv.DictReader(source, delimiter=";")}
groups = defaultdict(list)
for (station, observed), series in values.items():
    if observed == "air-temperature" and station in setting:
        for time, value in series.items():
            if datetime.datetime(2025, 6, 30) <= time < datetime.datetime(2025, 6, 30, 6):
                groups[setting[station], time.hour].append(Fraction(value))
write("madrid", "cq-27-hourly-mean-by-setting", ["setting", "hour", "thousandths"],
      [key + (floor(1000 * sum(group) / len(group) + Fraction(1, 2)),) for key, group in sorted(groups.items())])
write("madrid", "cq-38-bytes-of-the-runs", ["dataset", "bytes"], sorted({
    "Stations of the air quality network": size("madrid/informacion_estaciones_red_calidad_aire.csv"),
    "Hourly weather 2025": size("madrid/METEOROLOGIA_HORARIOS20250813.csv"),
    "Trees by district 2024": size("madrid/01_ArboladoEspeciesZonasVerdesDistritosCalles_2024.csv"),
    "Residents by quarter, 2018 to 2024": size("madrid/poblacion_1_enero.csv"),
    "Green areas 2024": size("madrid/Zonas_Verdes_2024.csv"),
    "Museums": size("madrid/Museos_Madrid.csv"),
}.items()))

# Lille: two weeks of bike stations, and which of them stand in Ronchin.
with open(f"{DATA}/lille/communes-59-nord.geojson", encoding="utf-8") as source:
    ronchin = next(f for f in json.load(source)["features"] if f["properties"]["nom"] == "Ronchin")["geometry"]
rings = ronchin["coordinates"] if ronchin["type"] == "Polygon" else [r for p in ronchin["coordinates"] for r in p]


def inside(x, y):
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


captures = zipfile.ZipFile(f"{DATA}/lille/vlille-hourly-2025-11-03_2025-11-16.zip")
latest = {}
for name in captures.namelist():
    if name.endswith(".csv"):
        for row in csv.DictReader(io.TextIOWrapper(captures.open(name), "utf-8-sig")):
            key = row["nom"], row["adresse"]
            if row["x"] and row["nb_velos_dispo"] and (key not in latest or row["date_modification"] >= latest[key][0]):
                latest[key] = row["date_modification"], int(row["nb_velos_dispo"]), float(row["x"]), float(row["y"])
write("lille", "cq-25-latest-bikes-in-ronchin", ["station", "address", "time", "bikes", "unit"],
      sorted((station, address, time[:19], bikes, "NUM") for (station, address), (time, bikes, x, y) in latest.items()
             if inside(x, y)))
write("lille", "cq-36-without-licence", ["dataset", "missing"], [("Municipalities", "licence")])
write("lille", "cq-38-bytes-of-the-runs", ["dataset", "bytes"], [
    ("Municipalities", size("lille/communes-59-nord.geojson")),
    ("V'lille stations, hourly captures", size("lille/vlille-hourly-2025-11-03_2025-11-16.zip"))])
