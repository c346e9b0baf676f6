package city.belfry.hub.fedx;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

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

    private static final int RUNS = 15;
    /** How long each question that is fast is asked before anything is counted; hubs run for weeks. */
    private static final int WARM_SECONDS = 40;

    private static final double FAST_MILLIS = 1_000;
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
        // Five hubs that have just started compile their code all the time.
        for (Question question : questions) {
            warm(ways.subList(0, 2), question);
        }
        for (Question question : questions) {
            Path file = expected.resolve(question.name() + ".txt");
            if (UPDATE) {
                Files.write(file, new Way.ByHand().rows(question));
                System.out.println("wrote " + file);
            }
            List<String> right = Files.readAllLines(file);
            System.out.println(question.name() + ", " + right.size() + " rows");
            Map<Way, Figures> figures = inTurn(ways.subList(0, 2), question, cities);
            figures.putAll(inTurn(ways.subList(2, 3), question, cities));
            for (Way way : ways) {
                Figures one = Objects.requireNonNull(figures.get(way), "each was asked");
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
            Figures belfry = Objects.requireNonNull(figures.get(ways.get(0)), "asked");
            Figures hand = Objects.requireNonNull(figures.get(ways.get(1)), "asked");
            Figures fedx = Objects.requireNonNull(figures.get(ways.get(2)), "asked");
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

    /** Runs that are not counted, one way after the other; what is slow runs once. */
    private static void warm(List<Way> ways, Question question) throws IOException, InterruptedException {
        long start = System.nanoTime();
        do {
            long round = System.nanoTime();
            for (Way way : ways) {
                way.rows(question);
            }
            if (millisSince(round) > FAST_MILLIS) {
                return;
            }
        } while (millisSince(start) < WARM_SECONDS * 1_000.0);
    }

    /** The median time of runs one way after the other, so that both meet the same moments of the machine. */
    private static Map<Way, Figures> inTurn(List<Way> ways, Question question, Cities cities)
            throws InterruptedException {
        Map<Way, List<Figures>> runs = new LinkedHashMap<>();
        for (int run = 0; run < RUNS; run++) {
            for (Way way : ways) {
                List<Figures> own = runs.computeIfAbsent(way, one -> new ArrayList<>());
                if (run == 0 || (own.get(0).failure().isEmpty() && own.get(0).milliseconds() < ONCE_MILLIS)) {
                    own.add(once(way, question, cities));
                }
            }
        }
        Map<Way, Figures> medians = new LinkedHashMap<>();
        runs.forEach((way, own) -> {
            // The first one may ask what the members hold.
            Figures last = own.get(own.size() - 1);
            double[] times =
                    own.stream().mapToDouble(Figures::milliseconds).sorted().toArray();
            medians.put(
                    way,
                    new Figures(last.rows(), times[times.length / 2], last.requests(), last.bytes(), last.failure()));
        });
        return medians;
    }

    private static Figures once(Way way, Question question, Cities cities) throws InterruptedException {
        int requests = cities.queries();
        long bytes = cities.bytes();
        long start = System.nanoTime();
        try {
            List<String> rows = way.rows(question);
            return new Figures(rows, millisSince(start), cities.queries() - requests, cities.bytes() - bytes, "");
        } catch (IOException | RuntimeException e) {
            // What it asked may run on at the members until their deadline.
            Thread.sleep(Duration.ofSeconds(DEADLINE_SECONDS).toMillis());
            return new Figures(List.of(), Double.NaN, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
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
