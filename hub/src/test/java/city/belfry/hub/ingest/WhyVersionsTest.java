package city.belfry.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.why.Answer;
import city.belfry.hub.why.Answer.Evidence;
import city.belfry.hub.why.Answer.Reason;
import city.belfry.hub.why.Asked;
import city.belfry.hub.why.Why;
import city.belfry.hub.why.WhyException;
import city.belfry.mappings.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A statement knows the version and run that brought it; what cannot be found out any more is said and not guessed.
class WhyVersionsTest {
    private static final String STATION = SmallCity.BASE + "/id/station/bikes-";
    private static final String LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

    @TempDir
    Path folder;

    private SmallCity city;

    @BeforeEach
    void makeCity() throws IOException {
        city = SmallCity.in(folder);
        city.ingest();
    }

    private Reason.FromSource why(String station, String label, Why.Asker asker) {
        try (CityStore store = CityStore.open(city.home())) {
            Answer answer = new Why(CityFile.read(city.file()), store)
                    .of(Asked.of(STATION + station, Optional.of(LABEL), Optional.of(label), Map.of()), asker);
            List<Reason> reasons = answer.statements().getFirst().reasons();
            return assertInstanceOf(Reason.FromSource.class, reasons.getFirst());
        }
    }

    private static Evidence.Found found(Reason.FromSource reason) {
        return assertInstanceOf(Evidence.Found.class, reason.evidence());
    }

    private static String cells(Evidence.Found found) {
        return found.origins().getFirst().record().cells().stream()
                .map(Trace.Cell::field)
                .collect(Collectors.joining(" "));
    }

    @Test
    void eachStatementHasTheVersionThatBroughtIt() throws IOException {
        city.stations("1,Gare,0.5,0.5,20", "2,Hall,1.5,0.5,30", "3,Far,9.0,9.0,10", "4,New,0.2,0.2,5");
        city.ingest();
        Reason.FromSource old = why("1", "Gare", Why.Asker.PUBLIC);
        assertEquals(1, old.version().number());
        assertEquals(2, old.version().present());
        Reason.FromSource added = why("4", "New", Why.Asker.PUBLIC);
        assertEquals(2, added.version().number());
        assertTrue(added.version().run().orElseThrow().iri().endsWith("/id/run/bikes-2"));
        assertEquals(5, found(added).origins().getFirst().record().place().line());
        assertEquals(2, found(old).origins().getFirst().record().place().line());
        assertTrue(found(old).isSameRecipe());
    }

    @Test
    void whatARollbackBroughtBackIsFoundInTheSourceOfItsOwnRun() throws IOException {
        city.stations("1,Other,0.5,0.5,20", "2,Hall,1.5,0.5,30");
        city.ingest();
        try (CityStore store = CityStore.open(city.home())) {
            CityFile file = CityFile.read(city.file());
            new Rollback(file, store, Clock.systemUTC()).to(file.dataset("bikes"), 1);
        }
        Reason.FromSource reason = why("1", "Gare", Why.Asker.PUBLIC);
        assertEquals(3, reason.version().number());
        assertEquals(Optional.of(1L), reason.version().restored());
        assertEquals(2, found(reason).origins().getFirst().record().place().line());
    }

    @Test
    void aSourceThatIsGoneIsSaid() throws IOException {
        try (var files = Files.walk(city.home().resolve("cache/sha256"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertInstanceOf(
                Evidence.SourceGone.class, why("1", "Gare", Why.Asker.STEWARD).evidence());
    }

    @Test
    void afterAChangeOfTheEntryThePublicSeesTheRuleButNoValues() throws IOException {
        city.write("bikes.csv", "id,name,lon,lat,capacity,inner\n1,Gare,0.5,0.5,20,note\n");
        city.ingest();
        assertEquals("id name lon lat capacity", cells(found(why("1", "Gare", Why.Asker.PUBLIC))));
        assertEquals("id name lon lat capacity inner", cells(found(why("1", "Gare", Why.Asker.STEWARD))));
        city.edit("city.yaml", "title: Bikes", "title: Bicycles");
        Evidence.Found changed = found(why("1", "Gare", Why.Asker.PUBLIC));
        assertFalse(changed.isSameRecipe());
        assertFalse(changed.areCellsShown());
        assertEquals("", cells(changed));
        assertEquals("id name lon lat capacity inner", cells(found(why("1", "Gare", Why.Asker.STEWARD))));
    }

    @Test
    void aMappingThatDoesNotMakeItAnyMoreIsSaid() throws IOException {
        city.edit("bikes.rml.ttl", "rml:reference \"name\"", "rml:template \"{name} station\"");
        Evidence.NotFound missing = assertInstanceOf(
                Evidence.NotFound.class, why("1", "Gare", Why.Asker.STEWARD).evidence());
        assertFalse(missing.isSameRecipe());
        assertEquals(Trace.End.WHOLE, missing.end());
    }

    @Test
    void whatIsRestrictedIsNotThereForThePublic() throws IOException {
        city.edit("city.yaml", "source: bikes.csv,", "source: bikes.csv, visibility: restricted,");
        city.ingest();
        WhyException hidden = assertThrows(WhyException.class, () -> why("1", "Gare", Why.Asker.PUBLIC));
        assertEquals(WhyException.Code.STATEMENT_UNKNOWN, hidden.code());
        assertEquals("bikes", why("1", "Gare", Why.Asker.STEWARD).dataset().id());
    }
}
