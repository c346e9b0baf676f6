package city.belfry.hub.access;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Who did what, in `audit/` of the home: one line of JSON an act, one file a month, only ever added to.
///
/// Each line holds the SHA-256 of the line before it, so that a line that is changed or taken out is noticed. A line
/// has names of tokens, ids of datasets and numbers of versions: no token, no address of a person, no value of the
/// data. Safe for several threads and, by a lock on the file, for the command line beside a running hub.
public final class AuditLog {
    /// Entries that are read for a page.
    public static final int ENTRIES_READ_MAX = 10_000;

    private static final String ENDING = ".jsonl";
    private static final int LINE_BYTES_MAX = 4_096;
    private static final int ABOUT_LENGTH_MAX = 200;

    private final Path folder;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    private AuditLog(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    public static AuditLog open(Path home) {
        return new AuditLog(home.resolve("audit"), Clock.systemUTC());
    }

    /// One act.
    ///
    /// @param who name of the token or of the person signed in; empty when nobody is known
    /// @param did what kind of act, such as `SIGN_IN` or `POST`
    /// @param about what it was done to: a path of the hub, a dataset with its version, the name of a token
    /// @param outcome how it ended
    /// @param before SHA-256 of the line before
    public record Entry(Instant at, String who, String did, String about, String outcome, String before) {}

    public synchronized void note(String who, String did, String about, String outcome) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Path file = folder.resolve(YearMonth.from(now.atZone(ZoneOffset.UTC)) + ENDING);
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    var _ = channel.lock()) {
                String before = channel.size() > 0 ? lastLine(file) : lastLineOfFormer(file);
                Entry entry = new Entry(
                        now,
                        who,
                        did,
                        about.substring(0, Math.min(about.length(), ABOUT_LENGTH_MAX)),
                        outcome,
                        TokenStore.sha256(before));
                ByteBuffer line = StandardCharsets.UTF_8.encode(json.writeValueAsString(entry) + "\n");
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(false);
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /// The newest acts first, at most [#ENTRIES_READ_MAX].
    public synchronized List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files().reversed()) {
            for (String line : lines(file).reversed()) {
                if (entries.size() == ENTRIES_READ_MAX) {
                    return entries;
                }
                entries.add(parse(file, line));
            }
        }
        return entries;
    }

    /// Where the chain is broken: `file, line`; empty when every line is as it was written.
    public synchronized Optional<String> firstBreak() {
        String before = "";
        for (Path file : files()) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                boolean follows;
                try {
                    follows = json.readValue(line, Entry.class).before().equals(TokenStore.sha256(before));
                } catch (JacksonException unreadable) {
                    follows = false;
                }
                if (!follows) {
                    return Optional.of(file.getFileName() + ", line " + (i + 1));
                }
                before = line;
            }
        }
        return Optional.empty();
    }

    private String lastLineOfFormer(Path file) throws IOException {
        List<Path> former = files().stream()
                .filter(other -> other.getFileName()
                                .toString()
                                .compareTo(file.getFileName().toString())
                        < 0)
                .toList();
        return former.isEmpty() ? "" : lastLine(former.getLast());
    }

    private static String lastLine(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(in.length(), LINE_BYTES_MAX);
            byte[] end = new byte[length];
            in.seek(in.length() - length);
            in.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8).stripTrailing();
            return text.substring(text.lastIndexOf('\n') + 1);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private Entry parse(Path file, String line) {
        try {
            return json.readValue(line, Entry.class);
        } catch (JacksonException e) {
            throw unusable(file, e);
        }
    }

    private static AccessException unusable(Path file, Exception cause) {
        return new AccessException(
                AccessException.Code.AUDIT_UNUSABLE,
                file + " cannot be read or written (" + cause.getMessage()
                        + "). Nothing that changes the hub is done without a trace: check the rights and the free space.",
                cause);
    }
}
