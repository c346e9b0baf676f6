#!/usr/bin/env python3
"""The right rows of the competency questions (`cq-*.rq`) on real data, from the published files alone.

Nothing of Belfry is used: where a row differs from what a test finds, one of the two has read the data wrongly.
Run it in the repository: `python3 hub/src/test/cities/derive-answers.py ../shared/data`.
"""
import csv, datetime, glob, hashlib, io, json, os, re, sys, zipfile
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


def point(longitude, latitude):
    """As the library's queries write it: from the canonical form of a double."""
    return f"POINT({float(longitude)}e0 {float(latitude)}e0)"


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def decimal(number):
    """A decimal as XML Schema writes it for good: with a point."""
    return f"{Decimal(number):f}" if "." in f"{Decimal(number):f}" else f"{number}.0"


def half_up(number):
    return floor(Fraction(number) + Fraction(1, 2))


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
stops = {stop["stop_id"]: stop for stop in table("stops")}
names = {stop: row["stop_name"] for stop, row in stops.items()}
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
# The same day for the library: minutes between departures to a tenth, halves up.
write("riga", "line-headway-by-hour", ["hour", "direction", "departures", "minutesBetween"],
      [(hour, direction, n, f"{floor(Fraction(600, n) + Fraction(1, 2)) / 10:.1f}")
       for (day, direction, hour), n in sorted(rows.items()) if day == "2019-10-09"])
served_by = defaultdict(set)
for stop, lines in lines_at.items():
    for line in lines:
        served_by[line].add(stop)
modes = {"0": "tram", "3": "bus", "11": "trolleybus", "800": "trolleybus", "900": "tram"}
write("riga", "lines", ["line", "name", "mode", "stops", "stepFree"],
      sorted(((f"https://riga.example/id/line/satiksme-{row['route_id']}",
               f"{row['route_short_name']} – {row['route_long_name']}", modes[row["route_type"]],
               len(served_by[row["route_id"]]),
               sum(stops[stop].get("wheelchair_boarding") == "1" for stop in served_by[row["route_id"]]))
              for row in table("routes")), key=lambda row: (row[2], row[1])))
write("riga", "line-stops-step-free", ["stop", "stopName", "accessibility", "point"],
      sorted(((f"https://riga.example/id/stop/satiksme-{stop}", names[stop],
               {"1": "possible", "2": "impossible"}.get(stops[stop].get("wheelchair_boarding"), "unknown"),
               point(stops[stop]["stop_lon"], stops[stop]["stop_lat"])) for stop in served_by["riga_tram_11"]),
             key=lambda row: (row[2], row[1], row[0])))
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

# The library on the same measurements: nights, days, hours and latest values.
def station(code):
    return f"https://madrid.example/id/sensor-station/estaciones-{code}"


with open(f"{DATA}/madrid/informacion_estaciones_red_calidad_aire.csv", encoding="utf-8-sig") as source:
    known = {int(row["CODIGO_CORTO"]): row for row in csv.DictReader(source, delimiter=";")}
called = {code: row["ESTACION"] for code, row in known.items()}
temperatures = {code: series for (code, observed), series in values.items() if observed == "air-temperature"}
warm = []
for code, series in temperatures.items():
    nights = defaultdict(list)
    for time, value in series.items():
        if time.hour < 7:
            nights[time.date()].append(value)
    coolest = [min(night) for night in nights.values() if len(night) >= 4 and min(night) >= 25]
    if coolest:
        warm.append((station(code), called.get(code, ""), len(coolest), decimal(max(coolest))))
write("madrid", "warm-nights", ["place", "name", "nights", "warmestMinimum"],
      sorted(warm, key=lambda row: (-row[2], -Decimal(row[3]), row[1])))
weekend = [datetime.date(2025, 6, 28), datetime.date(2025, 6, 29)]
days = []
for code, series in temperatures.items():
    for day in weekend:
        found = [value for time, value in series.items() if time.date() == day]
        if found:
            days.append((station(code), called.get(code, ""), day.isoformat(), decimal(min(found)),
                         f"{half_up(10 * sum(map(Fraction, found)) / len(found)) / 10:.1f}", decimal(max(found)), len(found)))
write("madrid", "daily-extremes", ["place", "name", "day", "lowest", "mean", "highest", "values"],
      sorted(days, key=lambda row: (row[1], row[0], row[2])))
hours = defaultdict(list)
for series in temperatures.values():
    for time, value in series.items():
        if time.date() in weekend:
            hours[time.hour].append(value)
write("madrid", "hourly-mean", ["hour", "mean", "lowest", "highest", "values"],
      [(hour, decimal(Decimal(half_up(100 * sum(map(Fraction, found)) / len(found))) / 100), decimal(min(found)), decimal(max(found)),
        len(found))
       for hour, found in sorted(hours.items())])
write("madrid", "latest-values", ["place", "name", "value", "unit", "time", "point"],
      sorted(((station(code), called.get(code, ""), decimal(series[max(series)]), "DEG_C", max(series).isoformat() + "+02:00",
               point(known[code]["LONGITUD"], known[code]["LATITUD"]) if code in known else "")
              for code, series in temperatures.items()), key=lambda row: (row[1], row[0])))
with open(f"{DATA}/madrid/01_ArboladoEspeciesZonasVerdesDistritosCalles_2024.csv", encoding="iso-8859-1") as source:
    trees = defaultdict(dict)
    for row in csv.DictReader(source, delimiter=";"):
        if row["Nº_Unidades 2024"]:
            trees[row["Nº_Distrito"]][row["NOMBRE_ESPECIE"]] = int(row["Nº_Unidades 2024"])
with open(f"{DATA}/madrid/poblacion_1_enero.csv", encoding="utf-8-sig") as source:
    districts = {row["cod_distrito"]: row["distrito"].strip() for row in csv.DictReader(source, delimiter=";")}
write("madrid", "trees-by-district", ["district", "name", "trees", "kinds", "mostFrequent", "percent"],
      sorted(((f"https://madrid.example/id/district/poblacion-{code}", districts[code], sum(some.values()), len(some),
               min(kind for kind, n in some.items() if n == max(some.values())),
               half_up(Fraction(100 * max(some.values()), sum(some.values())))) for code, some in trees.items()),
             key=lambda row: (-row[2], row[0])))
write("madrid", "cq-38-bytes-of-the-runs", ["dataset", "bytes"], sorted({
    "Stations of the air quality network": size("madrid/informacion_estaciones_red_calidad_aire.csv"),
    "Hourly weather 2025": size("madrid/METEOROLOGIA_HORARIOS20250813.csv"),
    "Trees by district 2024": size("madrid/01_ArboladoEspeciesZonasVerdesDistritosCalles_2024.csv"),
    "Residents by quarter, 2018 to 2024": size("madrid/poblacion_1_enero.csv"),
    "Green areas 2024": size("madrid/Zonas_Verdes_2024.csv"),
    "Museums": size("madrid/Museos_Madrid.csv"),
}.items()))

# Lille: two weeks of bike stations, and the communes in which they stand.
with open(f"{DATA}/lille/communes-59-nord.geojson", encoding="utf-8") as source:
    communes = [(f["properties"]["code"], f["properties"]["nom"], f["geometry"]["coordinates"] if f["geometry"]["type"] == "Polygon"
                 else [ring for polygon in f["geometry"]["coordinates"] for ring in polygon]) for f in json.load(source)["features"]]
rings = next(outline for _, name, outline in communes if name == "Ronchin")


def inside(x, y, rings=rings):
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


captures = zipfile.ZipFile(f"{DATA}/lille/vlille-hourly-2025-11-03_2025-11-16.zip")
latest = {}
seen, in_service = defaultdict(dict), {}
for name in captures.namelist():
    if name.endswith(".csv"):
        for row in csv.DictReader(io.TextIOWrapper(captures.open(name), "utf-8-sig")):
            key = row["nom"], row["adresse"]
            # What a disconnected station last said counts for nothing.
            if row["etat_connexion"] == "CONNECTÉ":
                seen[key][row["date_modification"]] = int(row["nb_velos_dispo"])
            # Of its states the graph keeps the last.
            in_service[key] = row["etat"] == "EN SERVICE"
            if row["x"] and row["nb_velos_dispo"] and (key not in latest or row["date_modification"] >= latest[key][0]):
                latest[key] = row["date_modification"], int(row["nb_velos_dispo"]), float(row["x"]), float(row["y"])
write("lille", "cq-25-latest-bikes-in-ronchin", ["station", "address", "time", "bikes", "unit"],
      sorted((station, address, time[:19], bikes, "NUM") for (station, address), (time, bikes, x, y) in latest.items()
             if inside(x, y)))
at_commune = {key: next((code, name) for code, name, outline in communes if inside(x, y, outline))
              for key, (_, _, x, y) in latest.items()}
write("lille", "bike-stations-by-commune", ["area", "commune", "stations", "inService", "residents", "per10000"],
      sorted(((f"https://lille.example/id/municipality/communes-{code}", name,
               sum(where[0] == code for where in at_commune.values()),
               sum(where[0] == code and in_service[key] for key, where in at_commune.items()), "", "")
              for code, name in set(at_commune.values())), key=lambda row: (-row[2], row[1])))
write("lille", "bike-stations-often-empty", ["station", "name", "captures", "empty", "percent"],
      sorted(((f"https://lille.example/id/bike-station/vlille-{slug(name)}-{slug(address)}", name, len(known), empty,
               half_up(Fraction(100 * empty, len(known))))
              for (name, address), known in seen.items() if in_service[name, address]
              for empty in [sum(bikes == 0 for bikes in known.values())] if 2 * empty >= len(known)),
             key=lambda row: (-row[4], row[1])))
name = "vlille-hourly-2025-11-03_2025-11-16.zip"
with open(f"{DATA}/lille/{name}", "rb") as source:
    inner = hashlib.sha256(source.read()).hexdigest()
# A source's checksum covers names and contents: each as its length, a colon and the text.
checksum = hashlib.sha256(f"{len(name)}:{name}{len(inner)}:{inner}".encode()).hexdigest()
write("lille", "cq-43-where-a-value-comes-from", ["station", "value", "dataset", "run", "source", "licence"],
      [(station, bikes, "V'lille stations, hourly captures", "https://lille.example/id/run/vlille-1", f"sha256:{checksum}",
        "http://publications.europa.eu/resource/authority/licence/LO_FR_2_0")
       for (station, _), (_, bikes, _, _) in latest.items() if station == "RONCHIN MAIRIE"])
write("lille", "cq-36-without-licence", ["dataset", "missing"], [("Municipalities", "licence")])
write("lille", "cq-38-bytes-of-the-runs", ["dataset", "bytes"], [
    ("Municipalities", size("lille/communes-59-nord.geojson")),
    ("V'lille stations, hourly captures", size("lille/vlille-hourly-2025-11-03_2025-11-16.zip"))])

# Barcelona: the proposals of the action plan of 2016; of their authors only whether the files name any.
def decidim(name):
    archive = zipfile.ZipFile(f"{DATA}/barcelona/decidim/{name}-00001-02000.zip")
    return [json.loads(archive.read(entry)) for entry in archive.namelist() if entry.endswith(".json")]


def has_author(value):
    if isinstance(value, dict):
        return bool((value.get("author") or {}).get("name")) or any(map(has_author, value.values()))
    return isinstance(value, list) and any(map(has_author, value))


proposals = [file["proposal"] for file in decidim("proposals")]
with open(f"{DATA}/barcelona/boundaries/districtes.geojson", encoding="utf-8") as source:
    district = {int(f["properties"]["CODI_UA"]): f["properties"]["NOM"] for f in json.load(source)["features"]}
by_district = {name: [p for p in proposals if p["district"] and district[p["district"]["id"]] == name]
               for name in district.values()}
write("barcelona", "cq-13-proposals-about-a-district", ["proposal", "state", "endorsements"],
      sorted(((p["code"], p["status"], p["total_votes"]) for p in by_district["Les Corts"] if p["total_votes"] > 60),
             key=lambda row: (-row[2], row[0])))
write("barcelona", "cq-14-accepted-and-answered", ["district", "accepted", "answered"],
      sorted((name, sum(p["status"] == "accepted" for p in some), sum("answer" in p for p in some))
             for name, some in by_district.items()))
with open(f"{DATA}/barcelona/boundaries/districtes.geojson", encoding="utf-8") as source:
    codes = {f["properties"]["NOM"]: f["properties"]["CODI_UA"] for f in json.load(source)["features"]}
write("barcelona", "proposals-answered", ["place", "name", "proposals", "answered", "accepted", "percent", "supportWaiting"],
      sorted(((f"https://barcelona.example/id/district/districtes-{codes[name]}", name, len(some), 0,
               sum(p["status"] == "accepted" for p in some), 0, sum(p["total_votes"] for p in some))
              for name, some in by_district.items() if some), key=lambda row: (-row[2], row[1])))
write("barcelona", "cq-15-districts-that-take-part-least", ["district", "proposals", "endorsements"],
      sorted(((name, len(some), sum(p["total_votes"] for p in some)) for name, some in by_district.items()),
             key=lambda row: (row[1], row[0])))
topics = defaultdict(list)
for p in proposals:
    topics[p["subcategory"]["name"].strip()].append(p)
write("barcelona", "cq-17-topics-new-in-february", ["topic"],
      sorted([topic] for topic, some in topics.items() if not any(p["created_at"].endswith("/01/2016") for p in some)))
counts = [(topic, *(sum(p["status"] == state for p in some) for state in ("accepted", "rejected")))
          for topic, some in topics.items()]
write("barcelona", "cq-18-counts-safe-to-show", ["topic", "accepted", "rejected"],
      sorted((row for row in counts if min(row[1:]) >= 5), key=lambda row: (-row[1], row[0])))
personal = [f"Files of the {name} with their authors" for name in ("comments", "proposals") if has_author(decidim(name))]
controller = "https://barcelona.example/id/agent/ajuntament-de-barcelona"
write("barcelona", "cq-29-personal-data", ["dataset", "basis", "controller"], [(name, "", controller) for name in personal])
write("barcelona", "cq-31-derived-from-restricted", ["dataset", "source"],
      [("Proposals of the action plan 2016", "Files of the proposals with their authors")])
write("barcelona", "cq-33-personal-data-without-assessment", ["dataset"], [[name] for name in personal])

# Porto Alegre: residents near the train, and cells of the grid far from a school or a doctor.
from math import asin, cos, pi, sin, sqrt
with open(f"{DATA}/porto-alegre/poa_hexgrid.csv", encoding="utf-8-sig") as source:
    cells = [(row["id"], float(row["lon"]), float(row["lat"]), int(row["population"]),
              {name for name, column in (("health", "healthcare"), ("education", "schools")) if row[column] not in ("", "0")})
             for row in csv.DictReader(source)]


def near(x, y, cx, cy, metres):
    return ((cx - x) * 111320 * cos(y * pi / 180)) ** 2 + ((cy - y) * 111320) ** 2 <= metres ** 2


train = zipfile.ZipFile(f"{DATA}/porto-alegre/poa_trensurb.zip")
def of_train(name):
    return csv.DictReader(io.TextIOWrapper(train.open(f"{name}.txt"), "utf-8-sig"))
served = {call["stop_id"] for call in of_train("stop_times")}
residents = {}
for stop in of_train("stops"):
    people = [c[3] for c in cells if near(float(stop["stop_lon"]), float(stop["stop_lat"]), c[1], c[2], 500)]
    if people and stop["stop_id"] in served:
        residents[stop["stop_id"]] = sum(people)
write("porto-alegre", "cq-01-residents-near-the-stops", ["stop", "residents"], sorted(residents.items()))


def great_circle(x, y, cx, cy):
    """Metres on a sphere of the mean radius of the Earth, by the haversine formula."""
    x, y, cx, cy = (degrees * pi / 180 for degrees in (x, y, cx, cy))
    h = sin((cy - y) / 2) ** 2 + cos(y) * cos(cy) * sin((cx - x) / 2) ** 2
    return 2 * 6371008.8 * asin(sqrt(h))


line_of_trip = {trip["trip_id"]: trip["route_id"] for trip in of_train("trips")}
of_line_1 = {call["stop_id"] for call in of_train("stop_times") if line_of_trip[call["trip_id"]] == "LINHA1"}
near_stops = []
for stop in of_train("stops"):
    x, y = float(stop["stop_lon"]), float(stop["stop_lat"])
    people = [cell[3] for cell in cells if great_circle(x, y, cell[1], cell[2]) <= 500]
    if people and stop["stop_id"] in of_line_1:
        near_stops.append((f"https://porto-alegre.example/id/stop/trensurb-{stop['stop_id']}", stop["stop_name"],
                           sum(people), len(people), point(x, y)))
write("porto-alegre", "residents-near-each-stop", ["stop", "stopName", "residents", "cells", "point"],
      sorted(near_stops, key=lambda row: (-row[2], row[1], row[0])))


def lacks(cell, need):
    return not any(need in other[4] and near(cell[1], cell[2], other[1], other[2], 1000) for other in cells)


write("porto-alegre", "cq-19-cells-that-lack-an-essential", ["cell", "missing", "residents"],
      sorted((cell[0], need, cell[3]) for cell in cells if cell[3] > 1000
             for need in ("health", "education") if lacks(cell, need)))

# Vilnius and Madrid: the bike stations of two cities.
def bike_stations(path, delimiter, name, latitude, capacity):
    with open(f"{DATA}/{path}", encoding="utf-8-sig") as source:
        stations = [(float(row[latitude].replace(",", ".")), row[name], int(row.get(capacity, 0)))
                    for row in csv.DictReader(source, delimiter=delimiter)]
    docks = sum(docks for _, _, docks in stations) if stations[0][2] else ""
    return len(stations), docks, max(stations)[1]


write("vilnius", "cq-41-bike-stations-of-two-cities", ["city", "stations", "docks", "northernmost"], [
    ("madrid", *bike_stations("madrid/bikestationbicimad_csv.csv", ";", "Name", "POINT_Y", "TotalBases")),
    ("vilnius", *bike_stations("vilnius/bikeStationPlacement.csv", ",", "Name", "Latitude", "none"))])


def terms(path):
    """Every name of a Turtle file, whole; texts and comments are left out."""
    with open(path, encoding="utf-8") as source:
        text = re.sub(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"', '""', source.read())
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
    prefixes = dict(re.findall(r"@prefix\s+([\w-]*):\s*<([^>]*)>", text))
    text = re.sub(r"@prefix.*", "", text)
    return {prefixes[prefix] + local for prefix, local in re.findall(r"(?<![\w<:/#])([\w-]*):(\w[\w-]*)", re.sub(r"<[^>]*>", "", text))
            if prefix in prefixes} | set(re.findall(r"<([^>\s]*)>", text))


ONTOLOGY = f"{HERE}/../../../../ontology"
aligned = set().union(*(terms(path) for path in glob.glob(f"{ONTOLOGY}/*/*.ttl") if "/shapes/" not in path))
used = {term for term in terms(f"{DATA}/madrid/published-rdf/Group19_rdf_data.ttl")
        if re.match(r"http://(group19.linkeddata.es/def/|schema.org/|www.w3.org/2003/01/geo/)", term)}
write("vilnius", "cq-40-terms-without-alignment", ["term"], sorted([term] for term in used - aligned))
