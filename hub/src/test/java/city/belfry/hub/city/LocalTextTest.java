package city.belfry.hub.city;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// A text in several languages is the same text in every process.
class LocalTextTest {
    @Test
    void keepsTheOrderOfItsLanguagesWhateverTheProcess() {
        LocalText text = new LocalText(Map.of("is", "hús", "fr", "maison", "fi", "talo", "en", "house", "lv", "māja"));
        assertEquals("LocalText[byLanguage={en=house, fi=talo, fr=maison, is=hús, lv=māja}]", text.toString());
    }

    @Test
    void fallsBackToEnglish() {
        assertEquals("house", new LocalText(Map.of("en", "house", "fr", "maison")).in("lv"));
    }
}
