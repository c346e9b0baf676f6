package city.belfry.hub.federation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Who was asked for an answer, and what came of it: the answer of a federation is only as complete as its receipt
/// says. Thread-safe.
public final class Receipt {
    /// What became of a member in one answer.
    public enum State {
        /// It gave all that it was asked for.
        ANSWERED,
        /// It holds nothing that the question is about, so it was not asked.
        NOT_CONCERNED,
        /// Some or all of what it was asked for is missing.
        FAILED
    }

    /// One member's line.
    ///
    /// @param dropped rows that it had no business to give: about things of other cities
    /// @param problem what is missing and why; empty when nothing is
    public record Line(State state, int requests, long rows, long dropped, long milliseconds, String problem) {
        static final Line NOT_CONCERNED = new Line(State.NOT_CONCERNED, 0, 0, 0, 0, "");

        private Line plus(Line other) {
            return new Line(
                    state == State.FAILED || other.state == State.FAILED ? State.FAILED : State.ANSWERED,
                    requests + other.requests,
                    rows + other.rows,
                    dropped + other.dropped,
                    Math.max(milliseconds, other.milliseconds),
                    problem.isEmpty() ? other.problem : problem);
        }
    }

    private final Map<String, Line> lines = new TreeMap<>();

    Receipt(Iterable<Member> members) {
        members.forEach(member -> lines.put(member.id(), Line.NOT_CONCERNED));
    }

    synchronized void answered(Member member, long rows, long dropped, Duration time) {
        String problem = dropped == 0 ? "" : dropped + " rows about things of other cities were left out";
        note(
                member,
                new Line(dropped == 0 ? State.ANSWERED : State.FAILED, 1, rows, dropped, time.toMillis(), problem));
    }

    synchronized void failed(Member member, String problem, Duration time) {
        note(member, new Line(State.FAILED, 1, 0, 0, time.toMillis(), problem));
    }

    private void note(Member member, Line line) {
        lines.merge(member.id(), line, (known, more) -> known.state() == State.NOT_CONCERNED ? more : known.plus(more));
    }

    public synchronized Map<String, Line> lines() {
        return new LinkedHashMap<>(lines);
    }

    /// Whether nothing is missing.
    public synchronized boolean isComplete() {
        return lines.values().stream().noneMatch(line -> line.state() == State.FAILED);
    }

    public synchronized int requests() {
        return lines.values().stream().mapToInt(Line::requests).sum();
    }
}
