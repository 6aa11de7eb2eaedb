using NewsBot.Core.Stories;

namespace NewsBot.Benchmarks.Stories;

/// <summary>One comparison whose answer is known.</summary>
internal sealed record Example(double[] Values, bool IsOneStory, string EventOfArticle, string EventOfStory);

/// <summary>Fits a logistic regression by Newton's method, on standardised features, with a penalty on large weights.</summary>
internal static class LogisticFit
{
    private const double Penalty = 1;
    private const int MostSteps = 30;
    private const double Enough = 1e-6;

    public static StoryDecision Of(IReadOnlyList<Example> examples, double threshold)
    {
        var count = examples[0].Values.Length;
        var means = Enumerable.Range(0, count).Select(at => examples.Average(example => example.Values[at])).ToArray();
        var spreads = Enumerable.Range(0, count)
            .Select(at => Math.Max(1e-6, Math.Sqrt(examples.Average(example => Math.Pow(example.Values[at] - means[at], 2))))).ToArray();
        var rows = examples.Select(example => example.Values.Select((value, at) => (value - means[at]) / spreads[at]).Prepend(1).ToArray()).ToList();

        var weights = new double[count + 1];
        for (var step = 0; step < MostSteps; step++)
        {
            var change = Step(rows, examples, weights);
            for (var at = 0; at <= count; at++)
                weights[at] += change[at];
            if (change.Max(Math.Abs) < Enough)
                break;
        }

        var own = weights.Skip(1).Select((weight, at) => weight / spreads[at]).ToArray();
        return new StoryDecision(weights[0] - own.Select((weight, at) => weight * means[at]).Sum(), own, threshold);
    }

    private static double[] Step(List<double[]> rows, IReadOnlyList<Example> examples, double[] weights)
    {
        var size = weights.Length;
        var gradient = weights.Select((weight, at) => at == 0 ? 0 : -Penalty * weight).ToArray();
        var curvature = new double[size, size];
        for (var at = 1; at < size; at++)
            curvature[at, at] = Penalty;
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            var probability = 1 / (1 + Math.Exp(-row.Zip(weights, (value, weight) => value * weight).Sum()));
            var error = (examples[index].IsOneStory ? 1 : 0) - probability;
            for (var first = 0; first < size; first++)
            {
                gradient[first] += error * row[first];
                for (var second = 0; second < size; second++)
                    curvature[first, second] += probability * (1 - probability) * row[first] * row[second];
            }
        }

        return Solve(curvature, gradient);
    }

    // Gauss; the matrix is positive definite.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        var solution = right.ToArray();
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = pivot + 1; row < size; row++)
            {
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column < size; column++)
                    matrix[row, column] -= factor * matrix[pivot, column];
                solution[row] -= factor * solution[pivot];
            }
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < size; column++)
                solution[row] -= matrix[row, column] * solution[column];
            solution[row] /= matrix[row, row];
        }

        return solution;
    }
}
