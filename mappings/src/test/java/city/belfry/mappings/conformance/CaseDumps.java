package city.belfry.mappings.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.apache.jena.sparql.util.IsoMatcher;

/// The files that a case of RML-IO wants beside its default output, `dump1.nq` and the like: there, no other, packed
/// and encoded in the same way, and with the same statements.
final class CaseDumps {
    private static final Map<String, Lang> LANGUAGES = Map.of(
            "nq", Lang.NQUADS,
            "nt", Lang.NTRIPLES,
            "ttl", Lang.TURTLE,
            "n3", Lang.TURTLE,
            "jsonld", Lang.JSONLD,
            "rdfjson", Lang.RDFJSON,
            "rdfxml", Lang.RDFXML);

    private CaseDumps() {}

    /// A text that was unpacked.
    private record Text(String text, Charset encoding) {}

    static void check(TestCase testCase, Path written) throws IOException {
        check(testCase, written, CaseDumps::parsed);
    }

    /// The same, where the numbers of the case are integers, which its dumps have as plain literals (or, in RDF/JSON,
    /// as numbers where texts belong).
    static void checkWithIntegers(TestCase testCase, Path written) throws IOException {
        check(testCase, written, (text, name) -> {
            DatasetGraph typed = DatasetGraphFactory.create();
            Text repaired = new Text(text.text().replaceAll("(\"value\" : )(\\d+)", "$1\"$2\""), text.encoding());
            parsed(repaired, name).stream()
                    .forEach(quad -> typed.add(
                            quad.getGraph(), quad.getSubject(), quad.getPredicate(), integer(quad.getObject())));
            return typed;
        });
    }

    private static Node integer(Node node) {
        return node.isLiteral() && node.getLiteralLexicalForm().matches("\\d+")
                ? NodeFactory.createLiteralDT(node.getLiteralLexicalForm(), XSDDatatype.XSDinteger)
                : node;
    }

    private static void check(TestCase testCase, Path written, BiFunction<Text, String, DatasetGraph> wantedStatements)
            throws IOException {
        List<Path> expected = files(testCase.folder(), "dump");
        assertEquals(
                expected.stream().map(file -> file.getFileName().toString()).toList(),
                files(written, "").stream()
                        .map(file -> file.getFileName().toString())
                        .toList(),
                "files that are written");
        for (Path file : expected) {
            String name = file.getFileName().toString();
            Text wanted = text(file);
            Text found = text(written.resolve(name));
            assertEquals(wanted.encoding(), found.encoding(), "encoding of " + name);
            assertTrue(
                    IsoMatcher.isomorphic(wantedStatements.apply(wanted, name), parsed(found, name)),
                    () -> name + " should be\n" + wanted.text() + "but is\n" + found.text());
        }
    }

    /// Empties a folder.
    static Path empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectory(folder);
    }

    private static List<Path> files(Path folder, String start) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .sorted()
                    .toList();
        }
    }

    private static DatasetGraph parsed(Text text, String name) {
        DatasetGraph dataset = DatasetGraphFactory.create();
        RDFParser.fromString(text.text(), LANGUAGES.getOrDefault(name.split("\\.", -1)[1], Lang.NQUADS))
                .parse(dataset);
        return dataset;
    }

    private static Text text(Path file) throws IOException {
        byte[] bytes = unpacked(file);
        boolean isWide = bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF;
        Charset encoding = isWide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        return new Text(new String(bytes, encoding), encoding);
    }

    private static byte[] unpacked(Path file) throws IOException {
        String name = file.getFileName().toString();
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            if (name.endsWith(".tar.gz")) {
                return entry(new TarArchiveInputStream(new GZIPInputStream(in)), name);
            }
            if (name.endsWith(".tar.xz")) {
                return entry(new TarArchiveInputStream(new XZCompressorInputStream(in)), name);
            }
            if (name.endsWith(".gz")) {
                return new GZIPInputStream(in).readAllBytes();
            }
            if (name.endsWith(".zip")) {
                ZipInputStream zip = new ZipInputStream(in);
                assertEquals(name.replace(".zip", ""), zip.getNextEntry().getName());
                return zip.readAllBytes();
            }
            return in.readAllBytes();
        }
    }

    private static byte[] entry(TarArchiveInputStream tar, String name) throws IOException {
        assertEquals(name.replaceFirst("\\.tar\\...$", ""), tar.getNextEntry().getName());
        return tar.readAllBytes();
    }
}
