package io.boxoffice.bench.measure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.bench.peers.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That measurements measure something; how much is for bench to say. */
final class MeasurementTest {
    @ParameterizedTest
    @EnumSource(
            value = Measurement.class,
            names = {"FSYNC", "JOURNAL", "DURABLE"})
    void shouldFindFigures(Measurement measurement, @TempDir Path directory) throws Exception {
        Map<String, Double> figures =
                measurement.measure(new Setting(directory, 0.02, 0.01)).values();

        assertFalse(figures.isEmpty());
        figures.forEach((name, value) -> assertTrue(Double.isFinite(value) && value >= 0, name + " " + value));
    }
}
