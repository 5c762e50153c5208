package dev.varde.processor.trend;

import java.util.Arrays;

/// The Theil–Sen line (Theil 1950; Sen 1968): its slope is the median of the slopes of all pairs,
/// so that up to 29 % of the points may be anything without moving it.
///
/// @param slope of the value for one unit of time
/// @param level where the line stands at time 0
record TheilSen(double slope, double level) {
    /// @param times rising
    /// @param values as many, at least 2
    static TheilSen through(double[] times, double[] values) {
        int n = times.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int pair = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[pair++] = (values[j] - values[i]) / (times[j] - times[i]);
            }
        }
        double slope = median(slopes);
        double[] levels = new double[n];
        for (int i = 0; i < n; i++) {
            levels[i] = values[i] - slope * times[i];
        }
        return new TheilSen(slope, median(levels));
    }

    double at(double time) {
        return level + slope * time;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
