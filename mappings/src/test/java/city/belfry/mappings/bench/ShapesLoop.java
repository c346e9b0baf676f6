package city.belfry.mappings.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The lower bound that `.ci/bench` compares with: a loop written by hand for one table and one mapping, which knows
/// the columns of `SHAPES.csv`, checks nothing, escapes nothing and takes the rows to be sorted. It writes 89 % of the
/// statements of a [GtfsFeed].
final class ShapesLoop {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int ROW_BYTES = 1 << 13;
    private static final String MADRID = "<http://transport.linkeddata.es/madrid/metro/";
    private static final String GTFS = "> <http://vocab.gtfs.org/terms#";
    private static final String PLACE = "> <http://www.w3.org/2003/01/geo/wgs84_pos#";
    private static final String TYPE =
            "> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://vocab.gtfs.org/terms#";
    private static final byte[] POINT = bytes(MADRID + "shape_point/");
    private static final byte[] SHAPE = bytes(MADRID + "shape/");
    private static final byte[] IS_POINT = bytes(TYPE + "ShapePoint> .\n");
    private static final byte[] IS_SHAPE = bytes(TYPE + "Shape> .\n");
    private static final byte[] LATITUDE = bytes(PLACE + "lat> \"");
    private static final byte[] LONGITUDE = bytes(PLACE + "long> \"");
    private static final byte[] SEQUENCE = bytes(GTFS + "pointSequence> \"");
    private static final byte[] TRAVELED = bytes(GTFS + "distanceTraveled> \"");
    private static final byte[] HAS_POINT = bytes(GTFS + "shapePoint> ");
    private static final byte[] DOUBLE = bytes("\"^^<http://www.w3.org/2001/XMLSchema#double> .\n");
    private static final byte[] TEXT = bytes("\" .\n");
    private static final byte[] IRI = bytes("> .\n");

    private final byte[] in;
    private final byte[] out = new byte[BUFFER_BYTES + ROW_BYTES];
    private int length;

    private ShapesLoop(byte[] in) {
        this.in = in;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[1]);
        Files.deleteIfExists(target);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            new ShapesLoop(Files.readAllBytes(Path.of(arguments[0]))).run(channel);
        }
    }

    private void run(FileChannel channel) throws IOException {
        int lastShape = -1;
        int lastEnd = -1;
        int[] end = new int[5];
        for (int start = behind('\n', 0); start < in.length; start = end[4] + 1) {
            int at = start;
            for (int cell = 0; cell < end.length; cell++) {
                end[cell] = behind(cell == 4 ? '\n' : ',', at) - 1;
                at = end[cell] + 1;
            }
            if (lastEnd - lastShape != end[0] - start || !same(lastShape, start, end[0] - start)) {
                lastShape = start;
                lastEnd = end[0];
                add(SHAPE);
                add(in, start, end[0]);
                add(IS_SHAPE);
            }
            int subject = length;
            add(POINT);
            add(in, start, end[0]);
            out[length++] = '-';
            add(in, end[2] + 1, end[3]);
            int subjectEnd = length;
            add(IS_POINT);
            say(subject, subjectEnd, LATITUDE, end[0] + 1, end[1], DOUBLE);
            say(subject, subjectEnd, LONGITUDE, end[1] + 1, end[2], DOUBLE);
            say(subject, subjectEnd, SEQUENCE, end[2] + 1, end[3], TEXT);
            say(subject, subjectEnd, TRAVELED, end[3] + 1, end[4], DOUBLE);
            add(SHAPE);
            add(in, start, end[0]);
            add(HAS_POINT);
            add(out, subject, subjectEnd);
            add(IRI);
            if (length >= BUFFER_BYTES) {
                write(channel);
            }
        }
        write(channel);
    }

    private int behind(char wanted, int from) {
        int at = from;
        while (at < in.length && in[at] != wanted) {
            at++;
        }
        return at + 1;
    }

    private boolean same(int left, int right, int count) {
        for (int at = 0; at < count; at++) {
            if (in[left + at] != in[right + at]) {
                return false;
            }
        }
        return true;
    }

    private void say(int subject, int subjectEnd, byte[] middle, int from, int to, byte[] end) {
        add(out, subject, subjectEnd);
        add(middle);
        add(in, from, to);
        add(end);
    }

    private void add(byte[] text) {
        add(text, 0, text.length);
    }

    private void add(byte[] from, int start, int end) {
        System.arraycopy(from, start, out, length, end - start);
        length += end - start;
    }

    private void write(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(out, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        length = 0;
    }
}
