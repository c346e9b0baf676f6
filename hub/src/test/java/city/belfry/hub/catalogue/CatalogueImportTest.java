package city.belfry.hub.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Published;
import city.belfry.ontology.Finding;
import city.belfry.ontology.Severity;
import city.belfry.ontology.Shapes;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Catalogues of others are read into records that keep DCAT-AP, twice with the same result, without their people.
class CatalogueImportTest {
    private static final CatalogueIris IRIS = new CatalogueIris("https://lille.example", "lille");
    private static final Path CATALOGUES = Path.of(System.getProperty("belfry.root", ".."))
            .toAbsolutePath()
            .resolve("../shared/data/catalogues")
            .normalize();
    private static final Pattern MAILBOX = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+");

    private static final String CKAN = """
            {"success": true, "result": {"count": 2, "results": [
              {"id": "1", "name": "benches", "title": "Benches", "notes": "Ask <b>ada@example.org</b>.",
               "author": "Ada Nobody", "author_email": "ada@example.org", "license_id": "cc-by",
               "metadata_modified": "2026-02-03T04:05:06.789", "organization": {"title": "Parks office"},
               "tags": [{"name": "bench"}],
               "resources": [{"url": "https://example.org/benches.csv", "format": "csv", "mimetype": "text/csv",
                              "name": "benches.csv", "size": 1200},
                             {"url": "ftp//broken", "format": "odd"}]},
              {"id": "2", "name": "fountains", "title": "Fountains", "notes": "All.",
               "license_title": "our own", "metadata_modified": "last week", "resources": []}]}}""";

    private static final String DCAT = """
            @prefix dcat: <http://www.w3.org/ns/dcat#> .
            @prefix dcterms: <http://purl.org/dc/terms/> .
            @prefix foaf: <http://xmlns.com/foaf/0.1/> .
            @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
            @prefix ex: <https://example.org/> .
            ex:catalogue a dcat:Catalog ; dcterms:title "Their data"@en ; dcat:dataset ex:a, ex:b .
            ex:a a dcat:Dataset ; dcterms:title "A"@en ; dcterms:description "About a."@en ;
              dcterms:publisher [ a foaf:Person ; foaf:name "Ada Nobody" ] ;
              dcat:contactPoint [ a vcard:Individual ; vcard:fn "Ada Nobody" ; vcard:hasEmail <mailto:ada@example.org> ] ;
              dcterms:provenance "from somewhere" ; dcterms:license <http://creativecommons.org/licenses/by/4.0/> .
            <https://lille.example/id/dataset/arbres> a dcat:Dataset ; dcterms:title "Not theirs" .
            """;

    @TempDir
    private Path folder;

    private static ImportedCatalogue read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ImportedCatalogue read(byte[] bytes) {
        return ImportedCatalogue.read(bytes, new ImportedCatalogue.Source("others", "others.json", false), IRIS);
    }

    private static String text(Graph graph) {
        StringWriter out = new StringWriter();
        RDFDataMgr.write(out, graph, Lang.NTRIPLES);
        return out.toString();
    }

    private static List<String> codes(ImportedCatalogue catalogue) {
        return catalogue.findings().stream()
                .map(Finding::code)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void ckanIsReadWithoutItsPeople() {
        ImportedCatalogue catalogue = read(CKAN);
        String said = text(catalogue.statements());
        assertEquals(2, catalogue.datasets());
        assertTrue(said.contains("licence/CC_BY_4_0"), said);
        assertTrue(said.contains("file-type/CSV"));
        assertTrue(said.contains("media-types/text/csv"));
        assertTrue(said.contains("2026-02-03T04:05:06\"^^<http://www.w3.org/2001/XMLSchema#dateTime>"));
        assertTrue(said.contains("Parks office"));
        assertFalse(said.contains("Nobody"));
        assertFalse(said.contains("ada@"));
        assertFalse(said.contains("<b>"));
        assertEquals(
                List.of(
                        "IMPORT_DATE_UNREADABLE",
                        "IMPORT_LICENCE_UNKNOWN",
                        "IMPORT_MAILBOX_REMOVED",
                        "IMPORT_NO_ADDRESS"),
                codes(catalogue));
        assertEquals(List.of(), Shapes.forProfile("dcat-ap").check(catalogue.statements()));
    }

    @Test
    void dcatIsReadWithoutItsPeopleAndCannotSpeakForThisHub() {
        ImportedCatalogue catalogue = read(DCAT);
        String said = text(catalogue.statements());
        assertTrue(said.contains("<https://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"), said);
        assertTrue(said.contains("\"Their data\"@en"));
        assertFalse(said.contains("Nobody"));
        assertFalse(said.contains("Not theirs"));
        assertEquals(
                List.of(
                        "IMPORT_CONTACT_NOT_TAKEN",
                        "IMPORT_PERSON_NOT_TAKEN",
                        "IMPORT_PROPERTY_NOT_KEPT",
                        "IMPORT_SPEAKS_FOR_US"),
                codes(catalogue));
        assertEquals(List.of(), Shapes.forProfile("dcat-ap").check(catalogue.statements()));
    }

    @Test
    void whatIsNoCatalogueIsRefusedWithAReason() {
        for (String text : List.of(
                "{}",
                "[1, 2]",
                "{\"a\": ",
                "<html xmlns='x'></html>",
                "nothing at all",
                "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>")) {
            CatalogueException refused = assertThrows(CatalogueException.class, () -> read(text), text);
            assertEquals(CatalogueException.Code.CATALOGUE_UNREADABLE, refused.code(), text);
        }
    }

    @Test
    void xmlWhoseNamesHaveWrongBytesIsRefusedWithAReason() {
        byte[] bytes = "<r a='&x\u00F0\u0087\u0087\u0087;'/>".getBytes(StandardCharsets.ISO_8859_1);
        CatalogueException refused = assertThrows(CatalogueException.class, () -> read(bytes));
        assertEquals(CatalogueException.Code.CATALOGUE_UNREADABLE, refused.code());
    }

    @Test
    void aSecondImportChangesNothingAndItsDatasetsAreListedAsTheirs() {
        try (CityStore store = CityStore.open(folder)) {
            ImportedCatalogue.Source source = new ImportedCatalogue.Source("others", "others.json", false);
            Published first = read(CKAN).publish(store, IRIS, source);
            Published second = read(CKAN).publish(store, IRIS, source);
            assertTrue(first.added() > 20);
            assertEquals(0, second.added() + second.removed());
            List<DescribedDataset> listed = new CatalogueIndex(store, IRIS).datasets();
            assertEquals(
                    List.of("others-benches", "others-fountains"),
                    listed.stream().map(DescribedDataset::id).toList());
            assertTrue(listed.stream().allMatch(dataset -> dataset.source().equals(java.util.Optional.of("others"))));
        }
    }

    /// How many datasets each real catalogue has, counted by hand in its file.
    @ParameterizedTest
    @CsvSource({
        "ckanext-dcat/catalog.rdf, 2",
        "ckanext-dcat/dataset_gob_es.ttl, 1",
        "ckanext-dcat/dataset_gov_de.rdf, 1",
        "ckanext-dcat/dataset_sweden.rdf, 1",
        "ckanext-dcat/catalog.json, 2",
        "ckanext-dcat/full_ckan_dataset_legacy.json, 1",
        "ckanext-dcat/ckan_dataset_multilingual.json, 1",
        "udata/dkan-french-w-license.json, 1",
        "udata/evian.json, 8",
        "udata/data.gouv.fr-results.json, 15",
        "udata/bnodes.xml, 3",
        "udata/udata.xml, 2",
        "udata/paged-collection-1.jsonld, 3",
        "udata/sig.oreme.rdf, 1"
    })
    void realCataloguesKeepDcatApAfterwards(String file, int datasets) throws Exception {
        Path path = CATALOGUES.resolve(file);
        assumeTrue(Files.exists(path), "Skipped: " + path + " is no part of Belfry and not there");
        ImportedCatalogue.Source source = new ImportedCatalogue.Source("others", file, false);
        ImportedCatalogue catalogue = ImportedCatalogue.read(Files.readAllBytes(path), source, IRIS);
        assertEquals(datasets, catalogue.datasets(), catalogue.findings().toString());
        assertEquals(
                List.of(),
                Shapes.forProfile("dcat-ap").check(catalogue.statements()).stream()
                        .filter(finding -> finding.severity() == Severity.VIOLATION)
                        .toList());
        String said = text(catalogue.statements());
        assertFalse(MAILBOX.matcher(said).find(), () -> {
            var found = MAILBOX.matcher(said);
            return found.find() ? "a mailbox of " + found.group().length() + " characters is left" : "";
        });
        assertTrue(
                catalogue
                        .statements()
                        .isIsomorphicWith(ImportedCatalogue.read(Files.readAllBytes(path), source, IRIS)
                                .statements()),
                "the same twice");
    }

    @ParameterizedTest
    @CsvSource({"udata/geonetwork-iso19139-page-1.xml", "udata/geoide-iso19139-single-dataset.xml"})
    void answersOfAnotherKindAreRefused(String file) throws Exception {
        Path path = CATALOGUES.resolve(file);
        assumeTrue(Files.exists(path), "Skipped: " + path + " is no part of Belfry and not there");
        byte[] bytes = Files.readAllBytes(path);
        assertThrows(
                CatalogueException.class,
                () -> ImportedCatalogue.read(bytes, new ImportedCatalogue.Source("others", file, false), IRIS));
    }
}
