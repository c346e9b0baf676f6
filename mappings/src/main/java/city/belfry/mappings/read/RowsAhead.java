package city.belfry.mappings.read;

import city.belfry.ontology.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/// Reads records in a thread of its own while those before are mapped. Rows, findings and failures come to the caller's
/// thread in the order of the file, as if it had read them itself.
///
/// At most [#BLOCKS] blocks of records exist. Hot code, measured by `.ci/bench-csv`: a record costs one copy of its
/// bytes and two numbers per slot, no object.
final class RowsAhead {
    /// Below this, starting a thread costs more than it brings.
    static final long FILE_BYTES_MIN = 1 << 20;

    private static final int BLOCKS = 4;
    private static final int BLOCK_ROWS = 1 << 12;
    private static final int BLOCK_BYTES = 1 << 18;
    /// Nothing stands in the slot.
    private static final int NOTHING = -1;

    private final int slots;
    private final ArrayBlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
    private final ArrayBlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
    private int blocks;
    private Block filling;
    /// A row before it is handed on.
    private final Row soon;

    /// Reads a file and gives its records to [#add] and its findings to [#note].
    interface Reading {
        RowReader.Count read(RowsAhead ahead) throws IOException;
    }

    /// A finding that stands before a row of a block.
    private record Noted(int row, Finding finding) {}

    /// How reading ended: with a count, or with a failure.
    private sealed interface End {
        record Done(RowReader.Count count) implements End {}

        record Broken(IOException failure) implements End {}

        record Failed(RuntimeException failure) implements End {}

        record Fatal(Error failure) implements End {}
    }

    private static final class Block {
        private byte[] bytes = new byte[BLOCK_BYTES];
        private int length;
        private int rows;
        private final int[] positions;
        private final long[] lines = new long[BLOCK_ROWS];
        private final List<Noted> noted = new ArrayList<>();
        private Optional<End> end = Optional.empty();

        Block(int slots) {
            positions = new int[BLOCK_ROWS * slots * 2];
        }
    }

    private RowsAhead(int slots) {
        this.slots = slots;
        soon = new Row(slots);
        filling = new Block(slots);
        blocks = 1;
    }

    /// Reads in another thread and hands on here.
    ///
    /// @param slots slots of a row, at the most
    static RowReader.Count read(int slots, Reading reading, RowConsumer consumer, Findings findings)
            throws IOException {
        RowsAhead ahead = new RowsAhead(slots);
        Thread reader = Thread.ofPlatform().daemon().name("belfry-reading").start(() -> ahead.run(reading));
        try {
            return ahead.handOn(consumer, findings);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the run was interrupted", interrupted);
        } finally {
            stop(reader);
        }
    }

    /// The reader has the file open; nobody may go on before it has let go of it.
    private static void stop(Thread reader) {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Reading reading) {
        End end;
        try {
            end = new End.Done(reading.read(this));
        } catch (IOException failure) {
            end = new End.Broken(failure);
        } catch (Stopped stopped) {
            return;
        } catch (RuntimeException failure) {
            end = new End.Failed(failure);
        } catch (Error failure) {
            end = new End.Fatal(failure);
        }
        filling.end = Optional.of(end);
        try {
            full.put(filling);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private RowReader.Count handOn(RowConsumer consumer, Findings findings) throws IOException, InterruptedException {
        Row row = new Row(slots);
        while (true) {
            Block block = full.take();
            handOn(block, row, consumer, findings);
            if (block.end.isPresent()) {
                return switch (block.end.get()) {
                    case End.Done(RowReader.Count count) -> count;
                    case End.Broken(IOException failure) -> throw failure;
                    case End.Failed(RuntimeException failure) -> throw failure;
                    case End.Fatal(Error failure) -> throw failure;
                };
            }
            empty.put(block);
        }
    }

    private void handOn(Block block, Row row, RowConsumer consumer, Findings findings) {
        int told = 0;
        LookAhead ahead = consumer.lookAhead();
        boolean isLookedAhead = !ahead.equals(LookAhead.NONE);
        for (int number = 0; number < block.rows; number++) {
            if (isLookedAhead && number % LookAhead.ROWS_MAX == 0) {
                lookAhead(block, number, ahead);
            }
            while (told < block.noted.size() && block.noted.get(told).row == number) {
                findings.report(block.noted.get(told++).finding);
            }
            row.show(block.bytes, block.lines[number], block.positions, number * slots * 2);
            consumer.row(row);
        }
        while (told < block.noted.size()) {
            findings.report(block.noted.get(told++).finding);
        }
    }

    private void lookAhead(Block block, int from, LookAhead ahead) {
        for (int number = from; number < Math.min(block.rows, from + LookAhead.ROWS_MAX); number++) {
            soon.show(block.bytes, block.lines[number], block.positions, number * slots * 2);
            ahead.note(soon);
        }
        ahead.fetch();
    }

    /// Takes a record.
    ///
    /// @param from its first byte in the buffer
    /// @param starts by slot, where its text starts in the buffer; negative: it has none
    void add(byte[] buffer, int from, int to, long line, int[] starts, int[] ends) {
        Block block = filling;
        int length = to - from;
        if (block.rows == BLOCK_ROWS || (block.rows > 0 && block.length + length > BLOCK_BYTES)) {
            block = next();
        }
        if (block.length + length > block.bytes.length) {
            block.bytes = Arrays.copyOf(block.bytes, block.length + length);
        }
        System.arraycopy(buffer, from, block.bytes, block.length, length);
        int shift = block.length - from;
        int at = block.rows * slots * 2;
        for (int slot = 0; slot < slots; slot++) {
            int start = starts[slot];
            block.positions[at++] = start < 0 ? NOTHING : start + shift;
            block.positions[at++] = ends[slot] + shift;
        }
        block.length += length;
        block.lines[block.rows++] = line;
    }

    /// Takes a finding.
    void note(Finding finding) {
        if (filling.noted.size() >= BLOCK_ROWS) {
            next();
        }
        filling.noted.add(new Noted(filling.rows, finding));
    }

    private Block next() {
        try {
            full.put(filling);
            if (blocks < BLOCKS) {
                blocks++;
                filling = new Block(slots);
            } else {
                filling = empty.take();
                filling.rows = 0;
                filling.length = 0;
                filling.noted.clear();
            }
            return filling;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /// Nobody wants more records.
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("the run has ended");
        }
    }
}
