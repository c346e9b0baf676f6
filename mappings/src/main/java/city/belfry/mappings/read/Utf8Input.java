package city.belfry.mappings.read;

import city.belfry.ontology.Finding.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The bytes of a text source as UTF-8 in one sliding buffer, whatever encoding the mapping declares.
///
/// The buffer keeps everything from the position on, so that a record lies in one piece.
final class Utf8Input implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int SNIFF_BYTES = 512;
    /// Where a tar file says "ustar".
    static final int TAR_SIGN_AT = 257;

    private final InputStream in;
    private final String name;
    private final Findings findings;
    private final boolean decoded;
    private byte[] buffer = new byte[BLOCK_BYTES];
    private int position;
    private int limit;
    private boolean ended;
    private boolean refused;
    private long bytesRead;

    private Utf8Input(InputStream in, String name, boolean decoded, Findings findings) {
        this.in = in;
        this.name = name;
        this.decoded = decoded;
        this.findings = findings;
    }

    /// Opens a text; refuses with a finding what is no text at all.
    static Utf8Input open(InputStream source, String name, String encoding, Findings findings) throws IOException {
        boolean utf8 = encoding.equals("UTF-8") || encoding.equals("US-ASCII");
        InputStream in = utf8 ? source : new DecodedStream(source, Charset.forName(encoding), name);
        Utf8Input input = new Utf8Input(in, name, !utf8, findings);
        input.more();
        input.refused = input.isForeign();
        if (input.limit >= 3
                && input.buffer[0] == (byte) 0xEF
                && input.buffer[1] == (byte) 0xBB
                && input.buffer[2] == (byte) 0xBF) {
            input.position = 3;
        }
        return input;
    }

    /// What a steward may have got instead of a table, by its first bytes.
    private boolean isForeign() {
        int length = Math.min(limit, SNIFF_BYTES);
        String start = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        String head = start.strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("PK\u0003\u0004")) {
            String whole = new String(buffer, 0, limit, StandardCharsets.ISO_8859_1);
            boolean workbook = whole.contains("[Content_Types].xml") || whole.contains("xl/");
            return refuse(
                    workbook ? "FILE_IS_XLSX" : "FILE_IS_ZIP",
                    workbook
                            ? "the file is an Excel workbook (XLSX), whatever its name says"
                            : "the file is a zip archive, whatever its name says",
                    workbook
                            ? "Save the sheet as CSV and fetch it again."
                            : "Name the table in it (rml:path \"file.zip!table.csv\"), or read it as an archive.");
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return refuse(
                    "FILE_IS_XLS",
                    "the file is an old Excel workbook (XLS)",
                    "Save the sheet as CSV and fetch it again.");
        }
        if (start.startsWith("ustar", TAR_SIGN_AT)) {
            return refuse(
                    "FILE_IS_TAR",
                    "the file is a tar archive, whatever its name says",
                    "Name the table in it (rml:path \"file.tar.gz!table.csv\"), or read it as an archive.");
        }
        if (start.startsWith("%PDF-")) {
            return refuse("FILE_IS_PDF", "the file is a PDF document", "Ask the publisher for a table.");
        }
        if (head.startsWith("<!doctype html") || head.startsWith("<html")) {
            return refuse(
                    "FILE_IS_HTML",
                    "the file is an HTML page, perhaps the error page of a server",
                    "Look at it in a browser and fetch the table again.");
        }
        if (!decoded
                && (start.startsWith("\u00FF\u00FE") || start.startsWith("\u00FE\u00FF") || start.indexOf(0) >= 0)) {
            return refuse(
                    "ENCODING_WRONG",
                    "the file looks like UTF-16, not UTF-8",
                    "Declare its encoding in the mapping (csvw:encoding \"UTF-16\").");
        }
        return false;
    }

    private boolean refuse(String code, String message, String suggestion) {
        findings.violation(code, Place.of(name), "", message, suggestion);
        return true;
    }

    boolean isRefused() {
        return refused;
    }

    /// Whether the bytes came out of a decoder and so are UTF-8 for certain.
    boolean isTrusted() {
        return decoded;
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    long bytesRead() {
        return bytesRead;
    }

    void advance(int to) {
        position = to;
    }

    /// Reads on behind the limit, keeping everything from the position; positions may move, but not at the end.
    ///
    /// @return false at the end
    boolean more() throws IOException {
        if (ended) {
            return false;
        }
        int moved = position;
        if (moved > 0) {
            System.arraycopy(buffer, moved, buffer, 0, limit - moved);
            limit -= moved;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            // Once in a file: a caller that gets no more goes on with the positions that it has.
            System.arraycopy(buffer, 0, buffer, moved, limit);
            position = moved;
            limit += moved;
            ended = true;
            return false;
        }
        limit += read;
        bytesRead += read;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// A text in another encoding, as UTF-8.
    private static final class DecodedStream extends InputStream {
        private static final int CHARS = 1 << 14;

        private final InputStream source;
        private final String name;
        private final CharsetDecoder decoder;
        private final ByteBuffer bytes = ByteBuffer.allocate(CHARS).limit(0);
        private final CharBuffer chars = CharBuffer.allocate(CHARS);
        private ByteBuffer ready = ByteBuffer.allocate(0);
        private boolean ended;
        private long decodedBytes;

        DecodedStream(InputStream source, Charset charset, String name) {
            this.source = source;
            this.name = name;
            decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (!ready.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                decode();
            }
            int taken = Math.min(length, ready.remaining());
            ready.get(target, offset, taken);
            return taken;
        }

        private void decode() throws IOException {
            bytes.compact();
            int read = source.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(0, read)).flip();
            chars.clear();
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                throw new WrongEncoding(name, decoder.charset().name(), decodedBytes + bytes.position());
            }
            decodedBytes += bytes.position();
            if (ended) {
                decoder.flush(chars);
            }
            chars.flip();
            ready = StandardCharsets.UTF_8.encode(chars);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
