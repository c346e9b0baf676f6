package city.belfry.hub.desk;

import city.belfry.hub.city.CityIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Times as a steward reads them: in the city's zone, to the minute.
@Component("times")
public final class DeskTimes {
    private final DateTimeFormatter minute;

    DeskTimes(CityIdentity city) {
        this.minute =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(city.timeZone());
    }

    public String minute(Instant instant) {
        return minute.format(instant);
    }

    /// In the largest unit that fits: `3 h`.
    public String age(Duration age, String language) {
        if (age.toDays() > 1) {
            return age.toDays() + (language.equals("fr") ? " j" : " d");
        }
        return age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
    }

    public String seconds(Instant from, Instant to) {
        return String.format(Locale.ROOT, "%.1f s", Duration.between(from, to).toMillis() / 1000.0);
    }
}
