package city.belfry.hub.why;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.store.CityStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One for the whole server, since it counts how many look into sources at once.
@Configuration(proxyBeanMethods = false)
class WhyMount {
    @Bean
    static Why why(CityFile city, CityStore store) {
        return new Why(city, store);
    }
}
