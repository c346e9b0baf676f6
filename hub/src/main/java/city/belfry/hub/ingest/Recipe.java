package city.belfry.hub.ingest;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.hub.city.RdfFormat;
import city.belfry.mappings.Mapping;
import city.belfry.ontology.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the source of a dataset becomes RDF and what that has to fulfil: everything but the input that decides what a
/// run publishes. Making one finds every fault of mapping and shapes before a byte of the source is read.
///
/// @param checksum SHA-256 of all of it: a source that did not change is run again when its recipe did
record Recipe(Way way, List<Shapes> shapes, String checksum) {
    /// How statements are made.
    sealed interface Way {
        record ByMapping(Mapping mapping) implements Way {}

        record AsRdf(RdfFormat format) implements Way {}
    }

    static Recipe of(CityFile city, DatasetEntry dataset) {
        Checksum checksum = new Checksum()
                .add(program())
                .add(dataset.toString())
                .add(city.city().toString())
                .add(dataset.privacyRules().toString());
        SortedMap<String, String> parameters = parameters(city, dataset);
        Way way;
        if (dataset.format().isPresent()) {
            way = new Way.AsRdf(dataset.format().orElseThrow());
        } else if (dataset.pack().isPresent()) {
            String pack = dataset.pack().orElseThrow();
            way = new Way.ByMapping(Mapping.ofPack(pack, parameters));
            checksum.add(packBytes(pack, "mapping.ttl"));
        } else {
            Path document = city.folders().resolve(dataset.mapping().orElseThrow());
            way = new Way.ByMapping(Mapping.read(document, parameters));
            checksum.add(bytes(document));
        }
        List<Shapes> shapes = new ArrayList<>();
        for (String name : shapeNames(dataset)) {
            if (name.endsWith(".ttl")) {
                Path file = city.folders().resolve(name);
                shapes.add(Shapes.ofFile(file));
                checksum.add(bytes(file));
            } else {
                shapes.add(Shapes.forProfile(name));
            }
        }
        return new Recipe(way, List.copyOf(shapes), checksum.hex());
    }

    /// The shapes that the steward names, else those that the pack brings along.
    private static List<String> shapeNames(DatasetEntry dataset) {
        return dataset.shapes().isEmpty()
                ? dataset
                        .pack()
                        .map(pack -> new String(packBytes(pack, "profile.txt"), StandardCharsets.UTF_8))
                        .stream()
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : dataset.shapes();
    }

    /// What every mapping may use, and what the steward adds for this one.
    private static SortedMap<String, String> parameters(CityFile city, DatasetEntry dataset) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("dataset", dataset.id());
        parameters.put("city", city.city().id());
        parameters.put("language", city.city().language());
        parameters.put("timeZone", city.city().timeZone().getId());
        parameters.putAll(dataset.parameters());
        return parameters;
    }

    /// Another build may map or check in another way.
    private static String program() {
        return Optional.ofNullable(Recipe.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /// A file of a pack, empty when it has none of this name.
    private static byte[] packBytes(String pack, String file) {
        try (InputStream in = Recipe.class.getResourceAsStream("/belfry/packs/" + pack + "/" + file)) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
