package city.belfry.hub.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The lines between the parts: who may use whom, which library stays in which package, which names say nothing.
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("city.belfry");

    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Utils?|Helper|Manager|Impl|Common|Base|Processor|Data|Info)");

    @Test
    void mappingsAndQueriesDoNotKnowEachOtherAndNothingKnowsTheHub() {
        noClasses()
                .that()
                .resideInAPackage("city.belfry.mappings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("city.belfry.queries..", "city.belfry.hub..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("city.belfry.queries..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("city.belfry.mappings..", "city.belfry.hub..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("city.belfry.ontology..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("city.belfry.mappings..", "city.belfry.queries..", "city.belfry.hub..")
                .check(CLASSES);
    }

    /// `ingest → store ← sparql ← rest ← pages`; the command line and the server's start stand above all.
    @Test
    void thePackagesOfTheHubFollowTheData() {
        noClasses()
                .that()
                .resideInAPackage("city.belfry.hub.store..")
                .should()
                .dependOnClassesThat(hubPackagesOtherThan("store"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("city.belfry.hub.sparql..")
                .should()
                .dependOnClassesThat(hubPackagesOtherThan("sparql", "store", "scenario", "city", "access", "jsonld"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("city.belfry.hub.rest..")
                .should()
                .dependOnClassesThat(hubPackagesOtherThan(
                        "rest", "sparql", "store", "scenario", "city", "access", "catalogue", "jsonld"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("city.belfry.hub.ingest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "city.belfry.hub.sparql..",
                        "city.belfry.hub.rest..",
                        "city.belfry.hub.pages..",
                        "city.belfry.hub.cli..")
                .check(CLASSES);
        slices().matching("city.belfry.hub.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void librariesStayBehindTheirFences() {
        fence("org.eclipse.rdf4j..", "city.belfry.hub.federation..");
        // The readers of the engine refuse contexts from elsewhere, as the hub does.
        fence("com.apicatalog..", "city.belfry.hub.jsonld..", "city.belfry.mappings.read..");
        fence("java.net.http..", "city.belfry.hub.outbound..");
        fence("org.springframework..", "city.belfry.hub..");
        fence("org.apache.jena.fuseki..", "city.belfry.hub.sparql..");
        fence("org.apache.jena.tdb2..", "city.belfry.hub.store..");
        fence("org.thymeleaf..", "city.belfry.hub.pages..");
        fence("picocli..", "city.belfry.hub.cli..");
    }

    /// Verbs that need no server start fast because nothing of Spring is loaded for them.
    @Test
    void springIsOnlyWhereTheServerIs() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "city.belfry.hub.store..",
                        "city.belfry.hub.ingest..",
                        "city.belfry.hub.catalogue..",
                        "city.belfry.hub.city..",
                        "city.belfry.hub.scenario..",
                        "city.belfry.hub.outbound..",
                        "city.belfry.hub.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .that()
                .areNotAnonymousClasses()
                .should(com.tngtech.archunit.lang.ArchCondition.from(
                        new DescribedPredicate<JavaClass>("have a name that says something") {
                            @Override
                            public boolean test(JavaClass type) {
                                return !EMPTY_NAME.matcher(type.getSimpleName()).matches();
                            }
                        }))
                .check(CLASSES);
    }

    @Test
    void nothingStaticChanges() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveName("$VALUES")
                .should()
                .beFinal()
                .check(CLASSES);
    }

    private static void fence(String library, String... homes) {
        noClasses()
                .that(resideInAPackage("city.belfry..").and(resideOutsideOfPackages(homes)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .as(library + " is used only in " + String.join(", ", homes))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> hubPackagesOtherThan(String... allowed) {
        String[] packages = new String[allowed.length];
        for (int i = 0; i < allowed.length; i++) {
            packages[i] = "city.belfry.hub." + allowed[i] + "..";
        }
        return resideInAPackage("city.belfry.hub..").and(resideOutsideOfPackages(packages));
    }
}
