package city.belfry.mappings.target;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Takes text in UTF-8 and writes it in another encoding. A character may be cut between two writes.
final class Transcoding extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 13;

    private final Writer writer;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    private final CharBuffer characters = CharBuffer.allocate(BUFFER_BYTES);

    Transcoding(OutputStream out, String encoding) {
        writer = new OutputStreamWriter(out, Charset.forName(encoding));
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] from, int start, int count) throws IOException {
        int at = start;
        int end = start + count;
        while (at < end) {
            int some = Math.min(end - at, bytes.remaining());
            bytes.put(from, at, some);
            at += some;
            decode(false);
        }
    }

    private void decode(boolean isLast) throws IOException {
        bytes.flip();
        CoderResult result = decoder.decode(bytes, characters, isLast);
        if (result.isError()) {
            result.throwException();
        }
        bytes.compact();
        characters.flip();
        writer.append(characters);
        characters.clear();
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        try (writer) {
            decode(true);
        }
    }
}
