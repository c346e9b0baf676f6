package city.belfry.mappings.run;

import city.belfry.mappings.BoundedText;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Scan.Step;
import city.belfry.mappings.read.Fields;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import city.belfry.mappings.spill.Spill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The steps of a source, from a row of the reader to the rows that are mapped.
final class Steps {
    private final Place place;
    private final Terms terms;
    private final Fields fields;
    private final List<RowConsumer> chain;
    private final List<Gathering> gatherings = new ArrayList<>();
    private final ViewReading views;
    private final Spill spill;

    /// @param views how the views are read that this source's views are joined with
    Steps(Scan scan, Place place, Terms terms, ViewReading views, Spill spill, RowConsumer last) {
        this.place = place;
        this.terms = terms;
        this.views = views;
        this.spill = spill;
        fields = scan.fields();
        RowConsumer next = row -> {
            place.nextPart();
            last.row(row);
        };
        for (Step step : scan.steps().reversed()) {
            next = consumer(step, next);
        }
        chain = List.of(next);
    }

    /// Takes a row of the reader.
    RowConsumer first() {
        return chain.getFirst();
    }

    /// A step that hands on its rows at the end of the source.
    interface Gathering extends RowConsumer {
        void end();
    }

    /// Hands on what was gathered, at the end of the source.
    void end() {
        gatherings.reversed().forEach(Gathering::end);
    }

    private RowConsumer consumer(Step step, RowConsumer next) {
        return switch (step) {
            case Step.Unpivot unpivot -> new Unpivoting(unpivot, next);
            case Step.Reject reject ->
                row -> {
                    if (!terms.isTrue(reject.condition(), row)) {
                        next.row(row);
                    } else if (!reject.isSilent()) {
                        String message = String.join(" ", terms.texts(reject.message(), row));
                        place.violation(row, reject.code(), reject.field(), message, "");
                    }
                };
            case Step.Line line -> {
                LineGathering gathering = new LineGathering(line, fields, place, spill, next);
                gatherings.add(gathering);
                yield gathering;
            }
            case Step.Latest latest -> {
                LatestKeeping keeping = new LatestKeeping(latest, place, spill, next);
                gatherings.add(keeping);
                yield keeping;
            }
            case Step.View view -> new ViewRows(view, place, terms, views, next);
        };
    }

    /// Makes one row for each key of the columns.
    private final class Unpivoting implements RowConsumer {
        private final Step.Unpivot step;
        private final RowConsumer next;
        /// Keys, in the order of the columns, with the slot of each target's column; -1 where there is none.
        private final Map<String, int[]> slotsByKey = new LinkedHashMap<>();

        private int knownFields;

        Unpivoting(Step.Unpivot step, RowConsumer next) {
            this.step = step;
            this.next = next;
        }

        @Override
        public void row(Row row) {
            if (knownFields != fields.count()) {
                findColumns();
            }
            int mark = row.mark();
            for (Map.Entry<String, int[]> group : slotsByKey.entrySet()) {
                int[] columns = group.getValue();
                row.clear(step.keySlot());
                row.addText(step.keySlot(), group.getKey());
                for (int target = 0; target < columns.length; target++) {
                    int slot = step.targets().get(target).slot();
                    if (columns[target] < 0) {
                        row.clear(slot);
                    } else {
                        row.alias(slot, columns[target]);
                    }
                }
                next.row(row);
                row.truncate(mark);
            }
        }

        private void findColumns() {
            knownFields = fields.count();
            slotsByKey.clear();
            for (int slot = 0; slot < knownFields; slot++) {
                if (fields.isDerived(slot)) {
                    continue;
                }
                for (int target = 0; target < step.targets().size(); target++) {
                    Optional<String> key = key(step.targets().get(target).pattern(), fields.name(slot));
                    if (key.isPresent()) {
                        slotsByKey.computeIfAbsent(key.get(), unseen -> empty())[target] = slot;
                    }
                }
            }
        }

        private static Optional<String> key(Pattern pattern, String column) {
            try {
                return BoundedText.firstGroup(pattern, column);
            } catch (BoundedText.LimitReached endless) {
                throw endless.endsTheRun();
            }
        }

        private int[] empty() {
            int[] columns = new int[step.targets().size()];
            Arrays.fill(columns, -1);
            return columns;
        }
    }
}
