package city.belfry.hub.sparql;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpHeaders;

/// Holds back the beginning of an answer, so that most failures still become a clear status; counts the rest.
final class AnswerBuffer extends HttpServletResponseWrapper {
    /// So much is held back; bytes. Longer answers are sent as they come.
    static final int HELD_BYTES = 1 << 20;

    private final long bytesMax;
    private final UnaryOperator<RuntimeException> onFailure;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(1 << 13);
    private final Sink sink = new Sink();
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(sink, StandardCharsets.UTF_8));
    private boolean sending;
    private long written;

    AnswerBuffer(HttpServletResponse response, long bytesMax, UnaryOperator<RuntimeException> onFailure) {
        super(response);
        this.bytesMax = bytesMax;
        this.onFailure = onFailure;
    }

    /// Whether a part of the answer has left the hub, so that its status can no longer change.
    boolean isSending() {
        return sending;
    }

    /// Bytes of the answer so far.
    long written() {
        writer.flush();
        return written;
    }

    /// What was written so far, as text; for short messages of Fuseki.
    String heldText() {
        writer.flush();
        return held.toString(StandardCharsets.UTF_8);
    }

    void discard() {
        held.reset();
    }

    /// Sends the rest of a complete answer.
    void complete() throws IOException {
        writer.flush();
        if (!sending) {
            super.setContentLength(held.size());
            held.writeTo(super.getOutputStream());
        }
        super.flushBuffer();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return sink;
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        setStatus(status);
        discard();
        setContentType("text/plain");
        held.write(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void sendError(int status) {
        setStatus(status);
        discard();
    }

    /// How long an answer may be kept is said by [Revalidation], not by Fuseki.
    @Override
    public void setHeader(String name, String value) {
        if (!name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL) && !name.equalsIgnoreCase(HttpHeaders.PRAGMA)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void setContentLength(int length) {
        // Known only when the answer is complete.
    }

    @Override
    public void setContentLengthLong(long length) {
        // Known only when the answer is complete.
    }

    @Override
    public boolean isCommitted() {
        return sending;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (sending) {
            super.flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        discard();
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (written > bytesMax) {
            // Fuseki writes its own message after a failure; nobody reads it.
            return;
        }
        written += length;
        if (written > bytesMax) {
            throw onFailure.apply(new SparqlException(
                    SparqlException.Code.RESULT_TOO_LARGE,
                    "The answer is longer than " + (bytesMax >> 20)
                            + " MiB. Ask for a part of it with LIMIT and OFFSET."));
        }
        if (!sending && held.size() + length > HELD_BYTES) {
            sending = true;
            held.writeTo(super.getOutputStream());
            held.reset();
        }
        if (sending) {
            super.getOutputStream().write(bytes, offset, length);
        } else {
            held.write(bytes, offset, length);
        }
    }

    private final class Sink extends ServletOutputStream {
        @Override
        public void write(int b) throws IOException {
            AnswerBuffer.this.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            AnswerBuffer.this.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            // A flush in the middle would give up the chance of a clear status.
        }

        @Override
        public void close() {
            // The guard decides when an answer is over.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("answers are written by the thread of the request");
        }
    }
}
