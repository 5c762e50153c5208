package dev.varde.processor.trend;

import java.util.Arrays;

/// The Mann–Kendall test for a trend (Mann 1945; Kendall 1975): counts the pairs in which the later
/// value is greater against those in which it is less. It asks for no distribution of the values
/// and is not moved by outliers. Equal values make the count vary less than it seems to, so the
/// variance is corrected for ties; without that a figure in coarse steps looks surer than it is.
final class MannKendall {
    /// A trend this strong comes by chance in less than one series of a hundred (both sides of the
    /// normal distribution, p < 0.01).
    static final double SURE = 2.576;

    private MannKendall() {}

    /// The normal score: above 0 when later values are greater. 0 where nothing differs.
    static double z(double[] values) {
        int s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += (values[j] > values[i] ? 1 : 0) - (values[j] < values[i] ? 1 : 0);
            }
        }
        double variance = variance(values);
        return s == 0 || variance <= 0 ? 0 : (s - Math.signum(s)) / Math.sqrt(variance);
    }

    private static double variance(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = term(sorted.length);
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                sum -= term(i - from);
                from = i;
            }
        }
        return sum / 18;
    }

    private static double term(int n) {
        return (double) n * (n - 1) * (2.0 * n + 5);
    }
}
