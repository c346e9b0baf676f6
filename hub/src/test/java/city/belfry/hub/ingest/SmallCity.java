package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.store.CityStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/// A city of two squares and three bike stations, written to a folder, for tests of ingest.
public final class SmallCity {
    public static final String BASE = "https://small.example";

    private static final String MAPPING = """
            @prefix rml: <http://w3id.org/rml/> .
            @prefix belfry: <https://w3id.org/belfry/ont#> .
            @prefix geo: <http://www.opengis.net/ont/geosparql#> .
            @prefix dcterms: <http://purl.org/dc/terms/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

            <#source> a rml:LogicalSource ;
              rml:source [ a rml:RelativePathSource ; rml:root rml:MappingDirectory ; rml:path "*" ] ;
              rml:referenceFormulation rml:CSV .

            <#stations> a rml:TriplesMap ;
              rml:logicalSource <#source> ;
              rml:subjectMap [ rml:template "station/${dataset}-{id}" ; rml:class belfry:SharedMobilityStation ] ;
              rml:predicateObjectMap
                [ rml:predicate rdfs:label ; rml:objectMap [ rml:reference "name" ; rml:language "${language}" ] ] ,
                [ rml:predicate dcterms:identifier ; rml:objectMap [ rml:reference "id" ] ] ,
                [ rml:predicate belfry:capacity ; rml:objectMap [ rml:reference "capacity" ; rml:datatype xsd:integer ] ] ,
                [ rml:predicate geo:hasGeometry ; rml:objectMap [ rml:template "station/${dataset}-{id}/geometry" ] ] .

            <#geometries> a rml:TriplesMap ;
              rml:logicalSource <#source> ;
              rml:subjectMap [ rml:template "station/${dataset}-{id}/geometry" ; rml:class geo:Geometry ] ;
              rml:predicateObjectMap
                [ rml:predicate geo:asWKT ;
                  rml:objectMap [ rml:template "POINT({lon} {lat})" ; rml:termType rml:Literal ; rml:datatype geo:wktLiteral ] ] .
            """;

    private static final String SHAPES = """
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix belfry: <https://w3id.org/belfry/ont#> .
            @prefix ex: <https://small.example/shapes#> .
            ex:Station a sh:NodeShape ; sh:targetClass belfry:SharedMobilityStation ;
              sh:property [ sh:path belfry:capacity ; sh:maxInclusive 100 ; sh:message "too many docks" ] .
            """;

    private static final String AREAS = """
            @prefix belfry: <https://w3id.org/belfry/ont#> .
            @prefix geo: <http://www.opengis.net/ont/geosparql#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            <area/west> a belfry:Municipality ; rdfs:label "West" ; geo:hasGeometry <area/west/geometry> .
            <area/west/geometry> geo:asWKT "POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))"^^geo:wktLiteral .
            <area/east> a belfry:Municipality ; rdfs:label "East" ; geo:hasGeometry <area/east/geometry> .
            <area/east/geometry> geo:asWKT "POLYGON((1 0, 2 0, 2 1, 1 1, 1 0))"^^geo:wktLiteral .
            """;

    private static final String CITY = """
            city: { id: small, label: Small City, base: %s, languages: [en] }
            datasets:
              - { id: areas, title: Areas, source: areas.ttl, format: turtle }
              - { id: bikes, title: Bikes, source: bikes.csv, mapping: bikes.rml.ttl, shapes: [shapes.ttl] }
            links:
              - { id: bikes-in-areas, from: 'belfry:SharedMobilityStation', to: 'belfry:Municipality',
                  relation: 'belfry:inMunicipality' }
            """.formatted(BASE);

    private final Path folder;

    private SmallCity(Path folder) {
        this.folder = folder;
    }

    public static SmallCity in(Path folder) throws IOException {
        SmallCity city = new SmallCity(folder);
        city.write("city.yaml", CITY);
        city.write("bikes.rml.ttl", MAPPING);
        city.write("shapes.ttl", SHAPES);
        city.write("areas.ttl", AREAS);
        city.stations("1,Gare,0.5,0.5,20", "2,Hall,1.5,0.5,30", "3,Far,9.0,9.0,10");
        return city;
    }

    /// Rows of id, name, longitude, latitude, capacity.
    public void stations(String... rows) throws IOException {
        write("bikes.csv", "id,name,lon,lat,capacity\n" + String.join("\n", rows) + "\n");
    }

    public void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    /// Replaces a text in a file that is there.
    public void edit(String name, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(name));
        if (!text.contains(from)) {
            throw new IllegalArgumentException(name + " has no '" + from + "'");
        }
        write(name, text.replace(from, to));
    }

    public Path file() {
        return folder.resolve("city.yaml");
    }

    public Path home() {
        return folder.resolve("home");
    }

    /// Ingests all datasets, or those named.
    IngestReport ingest(String... datasets) {
        try (CityStore store = CityStore.open(home())) {
            return ingest(store, datasets);
        }
    }

    IngestReport ingest(CityStore store, String... datasets) {
        CityFile city = CityFile.read(file());
        List<DatasetEntry> wanted = datasets.length == 0
                ? city.datasets()
                : Arrays.stream(datasets).map(city::dataset).toList();
        return new Ingest(city, store, Clock.systemUTC(), Progress.NONE).run(wanted);
    }
}
