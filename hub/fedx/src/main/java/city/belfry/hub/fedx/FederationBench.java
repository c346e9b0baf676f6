package city.belfry.hub.fedx;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Six questions to four members, by Belfry, by SERVICE clauses written by hand, and by FedX: the same rows, and the time and the
 * requests of each. Then one member is killed, one drips, one lies.
 *
 * <p>Arguments: {@code serve}, or {@code measure LIBRARY QUESTIONS EXPECTED}, or {@code misbehave} for the last part alone, each
 * behind the file that the plain Fuseki holds.
 */
final class FederationBench {
    private static final URI ASKER = URI.create("http://127.0.0.1:8100");
    /** Writes the rows of the questions by hand as the right ones; the difference is then read. */
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private static final int RUNS = 5;
    /** Runs that are not counted, of what is fast. */
    private static final int WARM_RUNS = 60;

    private static final double FAST_MILLIS = 2_000;
    /** What takes longer is asked once. */
    private static final double ONCE_MILLIS = 20_000;
    /** Time that FedX gets for a question; seconds. */
    private static final int FEDX_SECONDS_MAX = 60;
    /** What an answer of Belfry may take: the limit of a public query, and a little. */
    private static final int DEADLINE_SECONDS = 11;

    private FederationBench() {}

    public static void main(String[] arguments) throws Exception {
        try (Cities cities = new Cities(Path.of(arguments[0]))) {
            if (arguments[1].equals("serve")) {
                System.out.println("Ask several cities at " + ASKER + "/federation; end with Ctrl-C.");
                Thread.currentThread().join();
            }
            boolean isGood = arguments[1].equals("misbehave")
                    || measure(cities, Path.of(arguments[2]), Path.of(arguments[3]), Path.of(arguments[4]));
            isGood &= misbehave(cities, Path.of(arguments[2]), Path.of(arguments[3]));
            if (!isGood) {
                System.exit(1);
            }
        }
        System.exit(0);
    }

    /** @param requests of the run that is counted, without those that describe a member once in a while */
    private record Figures(List<String> rows, double milliseconds, int requests, long bytes, String failure) {
        String text() {
            return failure.isEmpty()
                    ? String.format(Locale.ROOT, "%8.0f ms %5d requests %9d bytes", milliseconds, requests, bytes)
                    : "fails: " + failure;
        }
    }

    private static boolean measure(Cities cities, Path library, Path byHand, Path expected) throws Exception {
        boolean isGood = true;
        int belfryRequests = 0;
        int fedxRequests = 0;
        double slowest = 0;
        List<Way> ways = List.of(
                new Way.Belfry(ASKER, HttpClient.newHttpClient()),
                new Way.ByHand(),
                Way.FedX.of(cities.members(), FEDX_SECONDS_MAX));
        List<Question> questions = Question.all(library, byHand, cities);
        // Hubs run for weeks, their code is compiled; five of them that have just started compile all the time.
        for (Question question : questions) {
            for (Way way : ways.subList(0, 2)) {
                warm(way, question);
            }
        }
        for (Question question : questions) {
            Path file = expected.resolve(question.name() + ".txt");
            if (UPDATE) {
                Files.write(file, new Way.ByHand().rows(question));
                System.out.println("wrote " + file);
            }
            List<String> right = Files.readAllLines(file);
            System.out.println(question.name() + ", " + right.size() + " rows");
            Map<String, Figures> figures = new LinkedHashMap<>();
            for (Way way : ways) {
                Figures one = figures(way, question, cities);
                figures.put(way.name(), one);
                if (!one.failure().isEmpty()) {
                    // What it asked may run on at the members until their deadline.
                    Thread.sleep(Duration.ofSeconds(DEADLINE_SECONDS).toMillis());
                }
                boolean isRight = one.rows().equals(right);
                System.out.println("  " + String.format("%-8s", way.name()) + one.text()
                        + (one.failure().isEmpty() && !isRight
                                ? "  OTHER ROWS (" + one.rows().size() + ")"
                                : ""));
                if (!isRight && !(way instanceof Way.FedX)) {
                    isGood = false;
                    show(right, one.rows());
                }
            }
            Figures belfry = figures.get("Belfry");
            Figures hand = figures.get("SERVICE");
            Figures fedx = figures.get("FedX");
            slowest = Math.max(slowest, belfry.milliseconds() / hand.milliseconds());
            belfryRequests += belfry.requests();
            fedxRequests += fedx.requests();
            System.out.printf(
                    Locale.ROOT,
                    "  Belfry / SERVICE: time %.2f; FedX / Belfry: requests %.1f%n",
                    belfry.milliseconds() / hand.milliseconds(),
                    (double) fedx.requests() / belfry.requests());
        }
        for (Way way : ways) {
            way.close();
        }
        System.out.printf(
                Locale.ROOT,
                "all: slowest Belfry / SERVICE %.2f (bar 1.20); requests of FedX / of Belfry %d / %d = %.1f (bar 5)%n",
                slowest,
                fedxRequests,
                belfryRequests,
                (double) fedxRequests / belfryRequests);
        return isGood && slowest <= 1.2 && fedxRequests >= 5 * belfryRequests;
    }

    private static void show(List<String> right, List<String> given) {
        List<String> missing = new ArrayList<>(right);
        missing.removeAll(given);
        List<String> more = new ArrayList<>(given);
        more.removeAll(right);
        missing.stream().limit(5).forEach(row -> System.out.println("    missing  " + row));
        more.stream().limit(5).forEach(row -> System.out.println("    too many " + row));
    }

    /** Runs that are not counted; what is slow runs once. */
    private static void warm(Way way, Question question) throws IOException, InterruptedException {
        long start = System.nanoTime();
        way.rows(question);
        if ((System.nanoTime() - start) / 1e6 < FAST_MILLIS) {
            for (int run = 0; run < WARM_RUNS; run++) {
                way.rows(question);
            }
        }
    }

    /** The median time of several runs after two that are not counted; what takes long is asked once. */
    private static Figures figures(Way way, Question question, Cities cities) throws InterruptedException {
        try {
            long start = System.nanoTime();
            int first = cities.queries();
            long firstBytes = cities.bytes();
            List<String> rows = way.rows(question);
            double once = (System.nanoTime() - start) / 1e6;
            if (once > ONCE_MILLIS) {
                return new Figures(rows, once, cities.queries() - first, cities.bytes() - firstBytes, "");
            }
            way.rows(question);
            double[] times = new double[RUNS];
            int queries = 0;
            long bytes = 0;
            for (int run = 0; run < RUNS; run++) {
                int before = cities.queries();
                long bytesBefore = cities.bytes();
                start = System.nanoTime();
                rows = way.rows(question);
                times[run] = (System.nanoTime() - start) / 1e6;
                queries = cities.queries() - before;
                bytes = cities.bytes() - bytesBefore;
            }
            Arrays.sort(times);
            return new Figures(rows, times[RUNS / 2], queries, bytes, "");
        } catch (IOException | RuntimeException e) {
            return new Figures(List.of(), Double.NaN, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    /** What becomes of an answer when a member does not behave: it comes in time and says what is missing. */
    private static boolean misbehave(Cities cities, Path library, Path byHand) throws Exception {
        Way.Belfry belfry = new Way.Belfry(ASKER, HttpClient.newHttpClient());
        Question question = Question.all(library, byHand, cities).stream()
                .filter(one -> one.name().equals("cities-bike-stations-named"))
                .findFirst()
                .orElseThrow();
        List<String> whole = belfry.rows(question);
        boolean isGood = true;
        for (Member.Mood mood : List.of(Member.Mood.KILLED, Member.Mood.DRIPPING, Member.Mood.LYING)) {
            cities.member("lille").be(mood);
            long start = System.nanoTime();
            HttpResponse<String> answer = belfry.ask(question);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (answer.statusCode() != 200) {
                System.out.printf(
                        Locale.ROOT,
                        "lille %s: no answer after %.1f s: %d %s%n",
                        mood.name().toLowerCase(Locale.ROOT),
                        seconds,
                        answer.statusCode(),
                        answer.body());
                isGood = false;
                continue;
            }
            int rows = 0;
            for (var given = Way.Belfry.parse(answer.body()); given.hasNext(); given.next()) {
                rows++;
            }
            boolean saysSo =
                    answer.headers().firstValue("Belfry-Complete").orElse("").equals("false")
                            && answer.body().contains("\"lille\":{\"state\":\"FAILED\"");
            boolean isThis = answer.statusCode() == 200
                    && seconds < DEADLINE_SECONDS
                    && saysSo
                    && rows > 0
                    && rows < whole.size()
                    && !answer.body().contains("liar");
            System.out.printf(
                    Locale.ROOT,
                    "lille %s: %d of %d rows after %.1f s, incomplete said: %s%s%n",
                    mood.name().toLowerCase(Locale.ROOT),
                    rows,
                    whole.size(),
                    seconds,
                    saysSo,
                    isThis ? "" : "  NOT AS IT SHOULD BE");
            isGood &= isThis;
        }
        cities.member("lille").be(Member.Mood.WELL);
        return isGood;
    }
}
