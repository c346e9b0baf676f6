package city.belfry.hub.ingest;

import city.belfry.ontology.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record of a source as it was when a run read it, from the copy in the cache.
///
/// @param header first line of a table, empty for other sources
/// @param text the record, at most [#CHARACTERS_MAX] characters of it
public record RawRecord(String header, String text) {
    static final int CHARACTERS_MAX = 4_096;
    /// Lines that one record of a table may have.
    private static final int LINES_MAX = 50;
    /// A JSON document is read whole to find a record in it.
    private static final long JSON_BYTES_MAX = 64 << 20;

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[(\\d+)]|\\['([^']*)']");

    /// The record that a finding is about; empty when the copy is gone or the place names no record of a file.
    ///
    /// @param inputChecksum that of the run
    public static Optional<RawRecord> of(Path home, String inputChecksum, Finding.Place place) {
        if (!inputChecksum.startsWith(Checksum.PREFIX)) {
            return Optional.empty();
        }
        Path copy = home.resolve("cache").resolve("sha256").resolve(inputChecksum.substring(Checksum.PREFIX.length()));
        try {
            if (place.line() > 0) {
                return withSource(copy, place.source(), in -> line(in, place.line()));
            }
            return place.path().startsWith("$")
                    ? withSource(copy, place.source(), in -> json(in, place.path()))
                    : Optional.empty();
        } catch (IOException | JacksonException | InvalidPathException unreadable) {
            // The page says that the record cannot be shown; the finding itself names the place.
            return Optional.empty();
        }
    }

    private interface Reading {
        Optional<RawRecord> read(InputStream in) throws IOException;
    }

    /// A file of the copy, or an entry of the one archive in it.
    private static Optional<RawRecord> withSource(Path copy, String source, Reading reading) throws IOException {
        String name = source.substring(source.lastIndexOf('!') + 1);
        Path file = copy.resolve(name).normalize();
        if (file.startsWith(copy) && Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                return reading.read(in);
            }
        }
        for (Path archive : files(copy)) {
            if (archive.toString().endsWith(".zip")) {
                try (ZipFile zip = new ZipFile(archive.toFile())) {
                    ZipEntry entry = zip.getEntry(name);
                    if (entry != null) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            return reading.read(in);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> files(Path copy) throws IOException {
        if (!Files.isDirectory(copy)) {
            return List.of();
        }
        try (var files = Files.list(copy)) {
            return files.toList();
        }
    }

    private static Optional<RawRecord> line(InputStream in, long line) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String header = "";
        for (long number = 1; ; number++) {
            Optional<String> text = next(reader);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (number == 1) {
                header = text.get();
            }
            if (number == line) {
                List<String> lines = new ArrayList<>(List.of(text.get()));
                while (hasOpenQuote(lines) && lines.size() < LINES_MAX) {
                    Optional<String> more = next(reader);
                    if (more.isEmpty()) {
                        break;
                    }
                    lines.add(more.get());
                }
                return Optional.of(new RawRecord(line == 1 ? "" : header, cut(String.join("\n", lines))));
            }
        }
    }

    /// The next line, of which at most so many characters are kept.
    private static Optional<String> next(Reader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() < CHARACTERS_MAX && c != '\r' && c != '\uFEFF') {
                line.append((char) c);
            }
        }
        return Optional.of(line.toString());
    }

    private static boolean hasOpenQuote(List<String> lines) {
        return lines.stream().flatMapToInt(String::chars).filter(c -> c == '"').count() % 2 == 1;
    }

    private static Optional<RawRecord> json(InputStream in, String path) throws IOException {
        byte[] bytes = in.readNBytes((int) JSON_BYTES_MAX + 1);
        if (bytes.length > JSON_BYTES_MAX) {
            return Optional.empty();
        }
        JsonMapper json = JsonMapper.builder().build();
        JsonNode node = json.readTree(bytes);
        Matcher step = STEP.matcher(path);
        for (int at = 1; at < path.length(); at = step.end()) {
            if (!step.find(at) || step.start() != at) {
                return Optional.empty();
            }
            node = step.group(2) != null
                    ? node.path(Integer.parseInt(step.group(2)))
                    : node.path(step.group(1) != null ? step.group(1) : step.group(3));
        }
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new RawRecord(
                        "", cut(json.writerWithDefaultPrettyPrinter().writeValueAsString(node))));
    }

    private static String cut(String text) {
        return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + "…";
    }
}
