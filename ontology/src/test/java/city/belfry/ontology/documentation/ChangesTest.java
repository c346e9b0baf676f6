package city.belfry.ontology.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// No term of a release goes, or changes what it is said of or leads to, without a word in `changes.tsv`.
///
/// A release writes its terms down with `-Dtest.args=-Drelease.update=true`.
class ChangesTest {
    private static final Path RELEASED =
            Path.of(System.getProperty("belfry.root", "..")).resolve("ontology/changes/released.tsv");

    private static final Changes.Signature STOP = new Changes.Signature(Term.Kind.CLASS, "", "");
    private static final Changes.Signature SERVES = new Changes.Signature(Term.Kind.LINK, "Line", "Stop");

    @Test
    void everyTermOfTheLastReleaseIsAsItWasOrTheChangeIsTold() throws IOException {
        SortedMap<String, Changes.Signature> present = Changes.signatures(Documentation.ofOntology());
        if (Boolean.getBoolean("release.update")) {
            StringBuilder lines = new StringBuilder("term\tkind\tdomain\trange\n");
            present.forEach((name, term) ->
                    lines.append(String.join("\t", name, term.kind().name(), term.domain(), term.range()) + "\n"));
            Files.writeString(RELEASED, lines);
        }
        assertEquals(
                List.of(),
                Changes.ofOntology().untold(present),
                "tell it in ontology/changes/changes.tsv: version, date, removed|renamed|redefined, term, English, French");
    }

    @Test
    void aTermThatVanishesOrIsRedefinedIsSeenUntilItIsTold() {
        Changes silent = new Changes(List.of(), new TreeMap<>(Map.of("Stop", STOP, "serves", SERVES)));
        TreeMap<String, Changes.Signature> without = new TreeMap<>(Map.of("serves", SERVES));
        TreeMap<String, Changes.Signature> redefined =
                new TreeMap<>(Map.of("Stop", STOP, "serves", new Changes.Signature(Term.Kind.LINK, "Line", "Place")));
        assertFalse(silent.untold(without).isEmpty());
        assertFalse(silent.untold(redefined).isEmpty());

        Changes.Entry told =
                new Changes.Entry("0.2.0", "2027-01-01", "removed", "Stop", Texts.of(Map.of("en", "Use Quay.")));
        assertEquals(List.of(), new Changes(List.of(told), silent.released()).untold(without));
        assertFalse(
                new Changes(List.of(told), silent.released()).untold(redefined).isEmpty());
    }

    @Test
    void aNewTermNeedsNoWord() {
        Changes changes = new Changes(List.of(), new TreeMap<>(Map.of("Stop", STOP)));
        TreeMap<String, Changes.Signature> present = new TreeMap<>(Map.of("Stop", STOP, "serves", SERVES));
        assertEquals(List.of(), changes.untold(present));
        assertEquals(List.of("serves"), changes.added(present));
    }
}
