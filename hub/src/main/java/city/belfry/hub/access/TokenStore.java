package city.belfry.hub.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The tokens of a hub, of which only the SHA-256 is kept: a token is 256 random bits, so that it needs no slow hash.
///
/// The file is read again when it has changed, so that `belfry token` takes effect on a running hub. Thread-safe.
public final class TokenStore {
    /// Every token begins so, for scanners that look for secrets in the wrong place.
    public static final String PREFIX = "belfry_";

    private static final String FILE = "tokens";
    private static final int SECRET_BYTES = 32;
    private static final int TOKEN_LENGTH_MAX = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Path file;
    private final SecureRandom random;
    private final Clock clock;
    private Read read = new Read("", List.of());

    private TokenStore(Path file, SecureRandom random, Clock clock) {
        this.file = file;
        this.random = random;
        this.clock = clock;
    }

    public static TokenStore open(Path home) {
        return new TokenStore(home.resolve(FILE), new SecureRandom(), Clock.systemUTC());
    }

    /// A token without its secret.
    public record Token(String name, Role role, String sha256, Instant issued) {}

    private record Read(String stamp, List<Token> tokens) {}

    public synchronized List<Token> list() {
        try {
            String stamp = Files.exists(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "";
            if (!stamp.equals(read.stamp())) {
                List<Token> tokens = new ArrayList<>();
                for (String line : Files.readAllLines(file)) {
                    tokens.add(parse(line));
                }
                read = new Read(stamp, List.copyOf(tokens));
            }
            return read.tokens();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Makes a token and keeps its hash. What this returns is shown once and never again.
    public synchronized String issue(String name, Role role) {
        if (!NAME.matcher(name).matches()) {
            throw new AccessException(
                    AccessException.Code.TOKEN_NAME_TAKEN,
                    "A token's name has 1 to 64 letters, digits, dots, hyphens and underscores, not '" + name + "'.");
        }
        List<Token> tokens = new ArrayList<>(list());
        if (tokens.stream().anyMatch(token -> token.name().equals(name))) {
            throw new AccessException(
                    AccessException.Code.TOKEN_NAME_TAKEN,
                    "There is a token '" + name + "' already. Revoke it first or choose another name.");
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        tokens.add(new Token(name, role, sha256(text), clock.instant()));
        write(tokens);
        return text;
    }

    public synchronized void revoke(String name) {
        List<Token> tokens = new ArrayList<>(list());
        if (!tokens.removeIf(token -> token.name().equals(name))) {
            throw new AccessException(
                    AccessException.Code.TOKEN_UNKNOWN, "There is no token '" + name + "'. See 'belfry token list'.");
        }
        write(tokens);
    }

    /// Whose token this is; compares in constant time.
    public Optional<Token> bearer(String text) {
        if (text.length() > TOKEN_LENGTH_MAX) {
            return Optional.empty();
        }
        byte[] hash = hash(text);
        Optional<Token> bearer = Optional.empty();
        for (Token token : list()) {
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(token.sha256()))) {
                bearer = Optional.of(token);
            }
        }
        return bearer;
    }

    private void write(List<Token> tokens) {
        StringBuilder lines = new StringBuilder();
        for (Token token : tokens) {
            lines.append(token.name()).append(' ').append(token.role()).append(' ');
            lines.append(token.sha256()).append(' ').append(token.issued()).append('\n');
        }
        Path next = file.resolveSibling(FILE + ".new");
        try {
            Files.deleteIfExists(next);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unreadable(e);
        }
        read = new Read("", List.of());
    }

    private Token parse(String line) {
        String[] fields = line.split(" ", -1);
        try {
            return new Token(fields[0], Role.valueOf(fields[1]), fields[2], Instant.parse(fields[3]));
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private AccessException unreadable(Exception cause) {
        return new AccessException(
                AccessException.Code.TOKENS_UNREADABLE,
                file + " cannot be read or written (" + cause.getMessage()
                        + "). Give this user the right, or delete the file and issue new tokens.",
                cause);
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(hash(text));
    }

    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
