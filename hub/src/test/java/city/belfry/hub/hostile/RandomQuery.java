package city.belfry.hub.hostile;

import java.util.List;
import java.util.Random;

/// Questions of every form over the words that [HiddenGraphsTest] writes, and some that are no SPARQL.
final class RandomQuery {
    private final Random random;
    private final String base;

    RandomQuery(Random random, String base) {
        this.random = random;
        this.base = base;
    }

    String text() {
        String from = random.nextInt(5) == 0 ? (random.nextBoolean() ? " FROM " : " FROM NAMED ") + graph() : "";
        String where = " WHERE { " + group(2) + " }";
        return switch (random.nextInt(12)) {
            case 0 -> "ASK" + from + where;
            case 1 -> "CONSTRUCT { ?s ?p ?o . ?a <" + base + "/p/made> ?b }" + from + where;
            case 2 -> "DESCRIBE " + thing() + " ?s" + from + where;
            case 3 -> "DESCRIBE " + thing();
            case 4 -> "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) (MAX(?o) AS ?x)" + from + where;
            case 5 ->
                "SELECT ?p (COUNT(*) AS ?n) (SUM(?o) AS ?t)" + from + where + " GROUP BY ?p HAVING (COUNT(*) > 0)";
            case 6 -> "SELECT DISTINCT ?g" + from + " WHERE { GRAPH ?g { " + group(1) + " } }";
            case 7 -> "SELECT * { " + graph() + " ?p ?o }" + (random.nextBoolean() ? " ORDER BY" : "");
            default -> "SELECT ?s ?p ?o ?a ?b ?g" + from + where;
        };
    }

    private String group(int depth) {
        String first = pattern();
        if (depth == 0) {
            return first;
        }
        return switch (random.nextInt(12)) {
            case 0 -> first + " . " + pattern();
            case 1 -> "{ " + group(depth - 1) + " } UNION { " + group(depth - 1) + " }";
            case 2 -> first + " OPTIONAL { " + group(depth - 1) + " }";
            case 3 -> first + " FILTER " + (random.nextBoolean() ? "NOT " : "") + "EXISTS { " + group(depth - 1) + " }";
            case 4 -> first + " MINUS { " + group(depth - 1) + " }";
            case 5 -> "GRAPH " + (random.nextBoolean() ? "?g" : graph()) + " { " + group(depth - 1) + " }";
            case 6 ->
                first + " FILTER (CONTAINS(LCASE(STR(?o)), \""
                        + List.of("label", "text", "verborgen", "1").get(random.nextInt(4)) + "\"))";
            case 7 -> first + " FILTER (?o > " + random.nextInt(1200) + ")";
            case 8 -> "{ SELECT ?s (COUNT(?o) AS ?b) { " + group(depth - 1) + " } GROUP BY ?s }";
            case 9 -> "BIND(EXISTS { " + group(depth - 1) + " } AS ?b) " + first;
            case 10 -> "VALUES ?s { " + thing() + " " + thing() + " } " + first;
            default -> first;
        };
    }

    private String pattern() {
        String subject = random.nextInt(3) == 0 ? thing() : "?s";
        return switch (random.nextInt(7)) {
            case 0 -> subject + " (<" + base + "/p/next>|^<" + base + "/p/next>)* ?o";
            case 1 -> subject + " <" + base + "/p/next>+/!<" + base + "/p/next> ?o";
            case 2 -> subject + " !(<" + base + "/p/size>|^<" + base + "/p/next>) ?o";
            case 3 ->
                subject + " <" + base + "/p/"
                        + List.of("next", "size", "p0", "p1", "p7").get(random.nextInt(5)) + "> ?o";
            case 4 -> subject + " a ?o";
            case 5 -> subject + " <http://www.w3.org/2000/01/rdf-schema#label> ?o";
            default -> subject + " ?p ?o";
        };
    }

    private String thing() {
        return "<" + base + "/id/" + (random.nextInt(4) == 0 ? "verborgen" : "t") + random.nextInt(20) + ">";
    }

    private String graph() {
        return "<" + base + "/graph/" + (random.nextBoolean() ? "open" : "closed") + random.nextInt(4) + ">";
    }
}
