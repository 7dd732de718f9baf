#include "data/plain_math.hpp"

#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdint>

// Extended precision would change the last bits.
static_assert(FLT_EVAL_METHOD == 0, "doubles must be evaluated as doubles (-msse2)");
#ifdef __FAST_MATH__
#error "the generator's bytes need IEEE arithmetic: build without -ffast-math"
#endif

namespace espalier::data::plain_math {
namespace {

template <std::size_t n>
using Coefficients = std::array<double, n>;

/// c[0] + c[1] x + c[2] x^2 + …, by Horner's rule.
template <std::size_t n>
double polynomial(const Coefficients<n>& c, double x) {
  double sum = c[n - 1];
  for (std::size_t i = n - 1; i > 0; --i) sum = sum * x + c[i - 1];
  return sum;
}

/// 1 / (first), 1 / (first + 2), …: the series of atan and atanh, alternating or not.
template <std::size_t n>
constexpr Coefficients<n> odd_reciprocals(double sign) {
  Coefficients<n> c{};
  double power = 1;
  for (std::size_t i = 0; i < n; ++i) {
    c[i] = power / static_cast<double>(2 * i + 1);
    power *= sign;
  }
  return c;
}

/// sign^i / (first + step i)! for i = 0, 1, …
template <std::size_t n>
constexpr Coefficients<n> reciprocal_factorials(std::size_t first, std::size_t step,
                                                double sign) {
  Coefficients<n> c{};
  double factorial = 1;
  double power = 1;
  for (std::size_t i = 0, k = 0; i < n; ++i) {
    for (; k < first + step * i; ++k) factorial *= static_cast<double>(k + 1);
    c[i] = power / factorial;
    power *= sign;
  }
  return c;
}

constexpr double kLn2High = 0x1.62e42fefa0000p-1;  // ln 2 to 40 bits: k times it is exact
constexpr double kLn2Low = 0x1.cf79abc9e3b39p-40;

constexpr Coefficients<8> kCentralNumerator = {
    3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
    3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr Coefficients<8> kCentralDenominator = {1.0,
                                                 4.2313330701600911252e+1,
                                                 6.8718700749205790830e+2,
                                                 5.3941960214247511077e+3,
                                                 2.1213794301586595867e+4,
                                                 3.9307895800092710610e+4,
                                                 2.8729085735721942674e+4,
                                                 5.2264952788528545610e+3};
constexpr Coefficients<8> kMiddleNumerator = {
    1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients<8> kMiddleDenominator = {1.0,
                                                2.05319162663775882187e0,
                                                1.67638483018380384940e0,
                                                6.89767334985100004550e-1,
                                                1.48103976427480074590e-1,
                                                1.51986665636164571966e-2,
                                                5.47593808499534494600e-4,
                                                1.05075007164441684324e-9};
constexpr Coefficients<8> kFarNumerator = {
    6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients<8> kFarDenominator = {1.0,
                                             5.99832206555887937690e-1,
                                             1.36929880922735805310e-1,
                                             1.48753612908506148525e-2,
                                             7.86869131145613259100e-4,
                                             1.84631831751005468180e-5,
                                             1.42151175831644588870e-7,
                                             2.04426310338993978564e-15};

}  // namespace

double log(double x) noexcept {
  // x = m 2^e with m in [sqrt(1/2), sqrt(2)); log m = 2 atanh((m - 1) / (m + 1)), whose
  // argument is below 0.172: 11 terms leave less than 2^-56 of it.
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<double>(static_cast<std::int64_t>(bits >> 52U) - 1023);
  auto m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFU) | 0x3FF0000000000000U);
  if (m > 1.41421356237309504880) {
    m *= 0.5;
    exponent += 1;
  }
  static constexpr auto kSeries = odd_reciprocals<11>(1);
  const double s = (m - 1) / (m + 1);
  return exponent * kLn2High + (2 * s * polynomial(kSeries, s * s) + exponent * kLn2Low);
}

double exp(double x) noexcept {
  // x = k ln 2 + r with |r| <= 0.347: 14 terms of the series leave less than 2^-57.
  static constexpr auto kSeries = reciprocal_factorials<15>(0, 1, 1);
  const double k = floor(x * 1.44269504088896340736 + 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  const auto power = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023);
  return polynomial(kSeries, r) * std::bit_cast<double>(power << 52U);
}

double sin_pi(double t) noexcept {
  // By symmetry t is in [0, 1/2], and beyond 1/4 it is cos(pi (1/2 - t)).
  static constexpr auto kSine = reciprocal_factorials<9>(1, 2, -1);
  static constexpr auto kCosine = reciprocal_factorials<9>(0, 2, -1);
  if (t > 0.5) t = 1 - t;
  if (t > 0.25) {
    const double rest = kPi * (0.5 - t);
    return polynomial(kCosine, rest * rest);
  }
  const double angle = kPi * t;
  return angle * polynomial(kSine, angle * angle);
}

double atan(double x) noexcept {
  // atan x = pi/2 - atan(1/x) beyond 1; atan x = pi/4 + atan((x - 1) / (x + 1)) beyond
  // tan(pi/8): the series' argument is at most 0.4143, and 20 terms leave less than
  // 2^-52.
  constexpr double kTanEighth = 0.41421356237309504880;
  static constexpr auto kSeries = odd_reciprocals<20>(-1);
  if (x < 0) return -atan(-x);
  if (x > 1) return kPi / 2 - atan(1 / x);
  if (x > kTanEighth) {
    const double s = (x - 1) / (x + 1);
    return kPi / 4 + s * polynomial(kSeries, s * s);
  }
  return x * polynomial(kSeries, x * x);
}

double normal_quantile(double p) noexcept {
  const double q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kCentralNumerator, r) / polynomial(kCentralDenominator, r);
  }
  double r = std::sqrt(-log(q < 0 ? p : 1 - p));
  double value = 0;
  if (r <= 5) {
    r -= 1.6;
    value = polynomial(kMiddleNumerator, r) / polynomial(kMiddleDenominator, r);
  } else {
    r -= 5;
    value = polynomial(kFarNumerator, r) / polynomial(kFarDenominator, r);
  }
  return q < 0 ? -value : value;
}

double floor(double x) noexcept {
  const auto whole = static_cast<double>(static_cast<std::int64_t>(x));
  return whole > x ? whole - 1 : whole;
}

}  // namespace espalier::data::plain_math
