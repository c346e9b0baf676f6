package city.belfry.hub.cli;

import city.belfry.hub.ingest.DatasetReport;
import city.belfry.hub.ingest.Progress;
import city.belfry.hub.ingest.Step;
import java.util.Locale;

/// One line on a terminal that says how far an ingest is; drawn over itself, and nowhere but on a terminal.
final class ProgressLine implements Progress {
    private static final int BAR_CELLS = 24;
    private static final long REDRAW_NANOSECONDS = 100_000_000;

    private final Screen screen;
    private final boolean drawn;
    private final int datasets;
    private int done;
    private String dataset = "";
    private Step step = Step.FETCH;
    private long lastDrawn = System.nanoTime() - REDRAW_NANOSECONDS;

    ProgressLine(Screen screen, OutputOptions output, int datasets) {
        this.screen = screen;
        this.drawn = screen.terminal() && !output.quiet && !output.json;
        this.datasets = datasets;
    }

    @Override
    public void step(String id, Step next) {
        dataset = id;
        step = next;
        draw(0);
    }

    @Override
    public void statements(long count) {
        if (System.nanoTime() - lastDrawn >= REDRAW_NANOSECONDS) {
            draw(count);
        }
    }

    @Override
    public void done(DatasetReport report) {
        done++;
    }

    private void draw(long count) {
        if (!drawn) {
            return;
        }
        lastDrawn = System.nanoTime();
        int filled = BAR_CELLS * (done * Step.COUNT + step.before()) / Math.max(1, datasets * Step.COUNT);
        String bar = "█".repeat(filled) + "░".repeat(BAR_CELLS - filled);
        screen.err()
                .print("\r\u001b[2K" + bar + " " + (done + 1) + "/" + datasets + " " + dataset + " "
                        + step.name().toLowerCase(Locale.ROOT)
                        + (count > 0 ? String.format(Locale.ROOT, " %,d statements", count) : ""));
        screen.err().flush();
    }

    /// Leaves the line empty for what comes next.
    void clear() {
        if (drawn) {
            screen.err().print("\r\u001b[2K");
            screen.err().flush();
        }
    }
}
