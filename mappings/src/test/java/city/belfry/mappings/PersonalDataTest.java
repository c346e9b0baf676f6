package city.belfry.mappings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.belfry.mappings.privacy.Suspect;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.mappings.privacy.Treatment.Action;
import city.belfry.ontology.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Personal data are treated before a rule, a function or a finding sees them, and what nobody declared is found.
class PersonalDataTest {
    private static final String PREFIXES = """
            PREFIX rml: <http://w3id.org/rml/>
            PREFIX fn: <https://w3id.org/belfry/fn#>
            PREFIX ex: <http://e/>
            """;

    private static final SecretKeySpec KEY = key("one secret of the tests");

    @TempDir
    Path folder;

    private final List<Finding> findings = new ArrayList<>();

    private static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private static Treatment treat(String field, Action action) {
        return new Treatment(field, action);
    }

    private static Optional<String> treated(Action action, String text) {
        return new Treatment("x", action).of(text);
    }

    private Mapper mapper(String mapping, Treatment... treatments) throws IOException {
        Path document = folder.resolve("mapping.ttl");
        Files.writeString(document, PREFIXES + mapping);
        return new Mapper(
                Mapping.read(document, Map.of()),
                new SourceRoot.Folder(folder),
                "http://e/",
                Options.standard().withTreatments(List.of(treatments)));
    }

    private String run(Mapper mapper) {
        DatasetGraph graph = DatasetGraphFactory.create();
        mapper.run(StreamRDFLib.dataset(graph), findings::add);
        List<String> lines = new ArrayList<>();
        graph.find().forEachRemaining(quad -> lines.add(quad.asTriple().toString()));
        lines.sort(String::compareTo);
        return String.join("\n", lines);
    }

    private static String source(String file, String formulation, String iterator) {
        return "rml:logicalSource [ rml:source [ a rml:FilePath ; rml:path \"%s\" ] ; rml:referenceFormulation rml:%s %s ] ;"
                .formatted(file, formulation, iterator.isEmpty() ? "" : "; rml:iterator \"" + iterator + "\"");
    }

    private static String says(String... references) {
        StringBuilder rules = new StringBuilder();
        for (String reference : references) {
            rules.append(rules.isEmpty() ? "rml:predicateObjectMap " : " , ")
                    .append("[ rml:predicate ex:says ; rml:objectMap [ rml:reference \"")
                    .append(reference)
                    .append("\" ] ]");
        }
        return rules + " .";
    }

    @Test
    void aPseudonymIsTheSameForTheSameValueAndAnotherForAnotherPurpose() {
        Action one = new Action.Pseudonym(KEY);
        String made = treated(one, " Ada ").orElseThrow();
        assertTrue(made.matches("[0-9a-f]{32}"), made);
        assertEquals(made, treated(one, "Ada").orElseThrow());
        assertFalse(made.equals(treated(new Action.Pseudonym(key("another secret of tests")), "Ada")
                .orElseThrow()));
        assertTrue(treated(one, " ").isEmpty(), "of nothing there is none");
    }

    @Test
    void datesTextsAndNumbersAreCutAndWhatCannotBeCutIsLeftOut() {
        assertEquals(
                Optional.of("2026"), treated(new Action.TruncateDate(Treatment.DatePart.YEAR), "2026-07-08T10:00:00Z"));
        assertEquals(Optional.of("2026-07"), treated(new Action.TruncateDate(Treatment.DatePart.MONTH), "2026-07-08"));
        assertEquals(
                Optional.of("07/2026"), treated(new Action.TruncateDate(Treatment.DatePart.MONTH), "08/07/2026 10:00"));
        assertEquals(Optional.empty(), treated(new Action.TruncateDate(Treatment.DatePart.YEAR), "last summer"));
        assertEquals(Optional.of("59"), treated(new Action.TruncateText(2), "59350"));
        assertEquals(Optional.of("é"), treated(new Action.TruncateText(1), "école"));
        assertEquals(Optional.of("3.06"), treated(new Action.TruncateNumbers(2), "3.0651"));
        assertEquals(Optional.of("50"), treated(new Action.TruncateNumbers(0), "50,63"));
        assertEquals(
                Optional.of("POINT(3.06 -50.63)"), treated(new Action.TruncateNumbers(2), "POINT(3.0651 -50.6351)"));
        assertEquals(Optional.empty(), treated(new Action.TruncateNumbers(2), "near the station"));
    }

    @Test
    void aValueIsGeneralisedToItsGroupOrToAPartOfIt() {
        Action groups = new Action.Generalise(
                Map.of("Lille", "Nord"), Optional.of("elsewhere"), Optional.empty(), Optional.empty());
        assertEquals(Optional.of("Nord"), treated(groups, "Lille"));
        assertEquals(Optional.of("elsewhere"), treated(groups, "Riga"));
        Action town = new Action.Generalise(Map.of(), Optional.empty(), Optional.empty(), Optional.of(","));
        assertEquals(Optional.of("Lille"), treated(town, "3 rue de Paris, 59000, Lille"));
        assertEquals(Optional.empty(), treated(town, "3 rue de Paris"), "never the whole when there is no part");
        Action first = new Action.Generalise(Map.of(), Optional.empty(), Optional.of("-"), Optional.empty());
        assertEquals(Optional.of("59"), treated(first, "59-350"));
    }

    @Test
    void addressesAndNumbersInATextAreReplacedAndTheRestStays() {
        assertEquals(
                Optional.of("Write to […] or call […], thanks."),
                treated(new Action.Redact(), "Write to ada.l@mail.example.org or call 03 20 00 00 01, thanks."));
        assertEquals(
                Optional.of("opened 2026-07-08, 59350 Lille, 50.63330"),
                treated(new Action.Redact(), "opened 2026-07-08, 59350 Lille, 50.63330"));
    }

    @Test
    void aTableIsTreatedBeforeRulesFunctionsJoinsAndFindings() throws IOException {
        Files.writeString(folder.resolve("reports.csv"), "id,user,when\n1,Ada Secret,2026-07-08\n2,Ada Secret,soon\n");
        String mapping = "<#r> a rml:TriplesMap ; " + source("reports.csv", "CSV", "")
                + """
                rml:subjectMap [ rml:template "r/{id}" ] ;
                rml:predicateObjectMap
                  [ rml:predicate ex:by ; rml:objectMap [ rml:template "p/{user}" ] ] ,
                  [ rml:predicate ex:upper ; rml:objectMap [ rml:functionExecution [ rml:function fn:upper ;
                      rml:input [ rml:parameter fn:value ; rml:inputValueMap [ rml:reference "user" ] ] ] ] ] ,
                  [ rml:predicate ex:number ; rml:objectMap [ rml:functionExecution [ rml:function fn:number ;
                      rml:input [ rml:parameter fn:value ; rml:inputValueMap [ rml:reference "user" ] ] ] ] ] ,
                  [ rml:predicate ex:same ; rml:objectMap [ rml:parentTriplesMap <#p> ;
                      rml:joinCondition [ rml:child "user" ; rml:parent "user" ] ] ] .
                <#p> a rml:TriplesMap ;
                """ + source("reports.csv", "CSV", "")
                + " rml:subjectMap [ rml:template \"q/{user}/{id}\" ] ; " + says("user");
        Mapper mapper = mapper(mapping, treat("user", new Action.Pseudonym(KEY)));
        String made = run(mapper);
        String pseudonym = treated(new Action.Pseudonym(KEY), "Ada Secret").orElseThrow();
        assertTrue(made.contains("http://e/p/" + pseudonym), made);
        assertTrue(made.contains(pseudonym.toUpperCase(java.util.Locale.ROOT)), made);
        assertTrue(made.contains("http://e/q/" + pseudonym + "/2"), "the join still finds the person: " + made);
        assertFalse(findings.isEmpty(), "a pseudonym is no number");
        for (String text : List.of(made, findings.toString(), made.toLowerCase(java.util.Locale.ROOT))) {
            assertFalse(text.contains("Secret") || text.contains("secret"), text);
        }
        Path out = folder.resolve("out.nq");
        try (var stream = Files.newOutputStream(out)) {
            mapper.write(stream, finding -> {});
        }
        assertFalse(Files.readString(out).contains("Secret"), "nor does the fast way");
    }

    @Test
    void jsonIsTreatedWhateverWayTheMappingTakesToAValue() throws IOException {
        Files.writeString(folder.resolve("p.json"), """
                {"list":[{"id":1,"author":{"name":"Ada Secret","age":36},"place":[3.0651,50.6351],
                  "comments":[{"author":{"name":"Bob Secret"}},{"author":null}]}]}""");
        Treatment[] rules = {
            treat("author", new Action.Drop()),
            treat("comments[*].author.name", new Action.Pseudonym(KEY)),
            treat("place", new Action.TruncateNumbers(1))
        };
        String made = run(mapper(
                "<#p> a rml:TriplesMap ; " + source("p.json", "JSONPath", "$.list[*]")
                        + "rml:subjectMap [ rml:template \"p/{id}\" ] ; "
                        + says(
                                "author.name",
                                "$..name",
                                "comments",
                                "comments[0].author.name",
                                "place[0]",
                                "author.age"),
                rules));
        assertFalse(made.contains("Secret"), made);
        assertFalse(made.contains("36"), "what lies in a treated object is treated: " + made);
        assertTrue(
                made.contains(treated(new Action.Pseudonym(KEY), "Bob Secret").orElseThrow()), made);
        assertTrue(made.contains("3.0") && !made.contains("3.06"), made);
    }

    @Test
    void xmlIsTreatedAlsoWhereAnElementAroundIsRead() throws IOException {
        Files.writeString(
                folder.resolve("p.xml"), "<all><p id='1'><who first='Ada'>Secret</who><what>lamp</what></p></all>");
        String mapping = "<#p> a rml:TriplesMap ; " + source("p.xml", "XPath", "/all/p")
                + "rml:subjectMap [ rml:template \"p/{@id}\" ] ; ";
        String made = run(mapper(mapping + says("who", "who/@first", ".", "what"), treat("who", new Action.Drop())));
        assertFalse(made.contains("Secret") || made.contains("Ada"), made);
        assertTrue(made.contains("lamp"), made);
        MappingException unsure = assertThrows(
                MappingException.class,
                () -> run(mapper(mapping + says("upper-case(who)"), treat("who", new Action.Drop()))));
        assertEquals(MappingException.Code.FIELD_UNTREATABLE, unsure.code());
    }

    private String suspects(Mapper mapper) {
        List<String> found = mapper.undeclared().stream()
                .map(suspect -> suspect.field() + " " + suspect.kind() + " " + suspect.values())
                .sorted()
                .toList();
        return String.join(", ", found);
    }

    @Test
    void undeclaredFieldsAreFoundAlsoWhereTheMappingDoesNotReadThem() throws IOException {
        Files.writeString(folder.resolve("p.csv"), """
                id,User,contact,note,hotline
                1,Ada,ada@mail.example.org,lamp,+33 3 20 00 00 01
                2,Bob,,"call 212-555-0100, or ada@mail.example.org",
                """);
        String mapping = "<#p> a rml:TriplesMap ; " + source("p.csv", "CSV", "")
                + "rml:subjectMap [ rml:template \"p/{id}\" ] .";
        assertEquals(
                "User NAME 2, contact EMAIL 1, hotline PHONE 1, note EMAIL 1, note PHONE 1", suspects(mapper(mapping)));
        assertEquals(
                "",
                suspects(mapper(
                        mapping,
                        treat("User", new Action.Keep()),
                        treat("contact", new Action.Drop()),
                        treat("note", new Action.Redact()),
                        treat("hotline", new Action.Keep()))));
        for (Suspect suspect : mapper(mapping).undeclared()) {
            assertFalse(suspect.toString().contains("ada") || suspect.toString().contains("Ada"), suspect::toString);
        }
    }

    @Test
    void undeclaredMembersAndElementsAreNamedAsAMappingRefersToThem() throws IOException {
        Files.writeString(
                folder.resolve("p.json"),
                "[{\"id\":1,\"author\":{\"id\":\"u-1\",\"name\":\"Ada\"},\"replies\":[{\"created by\":\"Bob\"}]}]");
        Files.writeString(
                folder.resolve("p.xml"),
                "<all><p id='1'><contact mail='ada@mail.example.org'/><prénom>Ada</prénom></p></all>");
        assertEquals(
                "author.name NAME 1, replies[*]['created by'] NAME 1",
                suspects(mapper("<#p> a rml:TriplesMap ; " + source("p.json", "JSONPath", "$[*]")
                        + "rml:subjectMap [ rml:template \"p/{id}\" ] .")));
        assertEquals(
                "contact/@mail EMAIL 1, prénom NAME 1",
                suspects(mapper("<#p> a rml:TriplesMap ; " + source("p.xml", "XPath", "/all/p")
                        + "rml:subjectMap [ rml:template \"p/{@id}\" ] .")));
    }

    @Test
    void namesOfPlacesDatesCoordinatesAndCodesAreNoPersonalData() throws IOException {
        Files.writeString(folder.resolve("stops.csv"), """
                stop_id,stop_name,name,lat,lon,phone_zone_id,updated,insee,siret,user_count,author_id,link
                1,Marie Curie,Rue Victor-Hugo,+50.633312,3.0667001,7,2026-07-08T10:00:00+02:00,59350,21590350100017,12,u-7,https://x.example/@lille
                2,Place du Général-de-Gaulle,Dr Schaffner,50.633312,3.0667001,7,20260708,59350,21590350100017,12,u-8,https://x.example
                3,Gare Lille Flandres,Montaigne,50.633312,3.0667001,7,08/07/2026,59350,21590350100017,12,u-9,https://x.example
                """);
        assertEquals(
                "",
                suspects(mapper("<#p> a rml:TriplesMap ; " + source("stops.csv", "CSV", "")
                        + "rml:subjectMap [ rml:template \"p/{stop_id}\" ] .")));
    }

    @Test
    void anHonorificTellsThatANameIsAPersons() throws IOException {
        Files.writeString(folder.resolve("p.csv"), "id,nom\n1,Mme Durand\n2,M. Martin\n3,Dr Petit\n4,Lille\n");
        assertEquals(
                "nom NAME 3",
                suspects(mapper("<#p> a rml:TriplesMap ; " + source("p.csv", "CSV", "")
                        + "rml:subjectMap [ rml:template \"p/{id}\" ] .")));
    }

    @Test
    void anAddressBehindManyHarmlessValuesIsFound() throws IOException {
        StringBuilder rows = new StringBuilder("id,note\n");
        for (int row = 0; row < 12_000; row++) {
            rows.append(row).append(",lamp\n");
        }
        Files.writeString(folder.resolve("p.csv"), rows + "x,ada@mail.example.org\n");
        assertEquals(
                "note EMAIL 1",
                suspects(mapper("<#p> a rml:TriplesMap ; " + source("p.csv", "CSV", "")
                        + "rml:subjectMap [ rml:template \"p/{id}\" ] .")));
    }
}
