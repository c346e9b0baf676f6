package city.belfry.hub.pages;

import city.belfry.hub.catalogue.CatalogueIndex;
import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.catalogue.Curations;
import city.belfry.hub.catalogue.MetadataForm;
import city.belfry.hub.catalogue.PublicationFeed;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts of the catalogue that know nothing of a server.
@Configuration(proxyBeanMethods = false)
class CatalogueSetup {
    @Bean
    static CatalogueIris catalogueIris(CityIdentity city) {
        return CatalogueIris.of(city);
    }

    @Bean
    static CatalogueIndex catalogueIndex(CityStore store, CatalogueIris iris) {
        return new CatalogueIndex(store, iris);
    }

    @Bean
    static PublicationFeed publicationFeed(CityStore store, CatalogueIris iris) {
        return new PublicationFeed(store, iris);
    }

    @Bean
    static Curations curations(CityStore store, CatalogueIris iris) {
        return new Curations(store, iris, Clock.systemUTC());
    }

    @Bean
    static MetadataForm metadataForm() {
        return MetadataForm.load();
    }
}
