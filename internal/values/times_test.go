package values

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/azoth-orm/azoth/types"
)

var times = []tester{
	dates(),
	datesOfTimes(),
	clocks("time", types.Time(), 6),
	clocks("time with time zone", types.TimeType{TimeZone: true}, 6),
	clocks("time(3)", types.TimeType{Precision: 3}, 3),
	clocks("time(0)", types.TimeType{Precision: -1}, 0),
	clocksOfTimes(),
	moments("datetime", types.DateTime(), 6),
	moments("datetime with time zone", types.DateTime().WithTimeZone(), 6),
	moments("datetime(3)", types.DateTimeType{Precision: 3}, 3),
	moments("datetime(0)", types.DateTimeType{Precision: -1}, 0),
	moments("timestamp", types.Timestamp(), 6),
	moments("timestamp with time zone", types.Timestamp().WithTimeZone(), 6),
	durations("interval", types.Interval(), 6),
	durations("interval(3)", types.IntervalType{Precision: 3}, 3),
}

// at is a moment in UTC.
func at(y int, m time.Month, d, h, minute, s, ns int) time.Time {
	return time.Date(y, m, d, h, minute, s, ns, time.UTC)
}

// edges are moments.
var edges = []time.Time{
	{},
	at(1, 1, 1, 0, 0, 0, 1000), at(1, 1, 1, 0, 0, 0, 999), at(1582, 10, 4, 0, 0, 0, 0), at(1582, 10, 10, 0, 0, 0, 0), at(1582, 10, 15, 0, 0, 0, 0), at(1600, 2, 29, 0, 0, 0, 0),
	at(1850, 11, 10, 11, 52, 35, 0), at(1900, 2, 28, 23, 59, 59, 999999999), at(1969, 12, 31, 23, 59, 59, 999999999), at(1970, 1, 1, 0, 0, 0, 0), at(1970, 1, 1, 0, 0, 0, 1), at(1970, 1, 1, 0, 0, 1, 0),
	at(1999, 12, 31, 23, 59, 59, 999999500), at(2000, 1, 1, 0, 0, 0, 0), at(2000, 2, 29, 12, 0, 0, 123456789), at(2024, 2, 29, 23, 59, 59, 999500000), at(2038, 1, 19, 3, 14, 7, 999999000), at(2038, 1, 19, 3, 14, 8, 0),
	at(9999, 12, 31, 23, 59, 59, 0), at(9999, 12, 31, 23, 59, 59, 999999999), at(10000, 1, 1, 0, 0, 0, 0), at(0, 12, 31, 23, 59, 59, 0), at(0, 1, 1, 0, 0, 0, 0), at(-1, 12, 31, 0, 0, 0, 0), at(-43, 3, 15, 12, 0, 0, 0),
	at(-4713, 11, 24, 0, 0, 0, 0), at(-4714, 11, 23, 0, 0, 0, 0), at(294276, 12, 31, 23, 59, 59, 0), at(294277, 1, 1, 0, 0, 0, 0), at(20000, 6, 15, 1, 2, 3, 4000),
	time.Date(2020, 3, 29, 3, 30, 0, 0, time.FixedZone("east", 7200)), time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("east", 7200)), time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("west", -7200)),
	time.Date(1883, 11, 18, 12, 3, 58, 0, time.FixedZone("LMT", -(4*3600+56*60+2))), at(2016, 12, 31, 23, 59, 60, 0), time.Unix(math.MaxInt32+1, 0), time.Unix(-math.MaxInt32, 5000), time.Now(),
}

// moments are times to so many digits behind the point of a second.
func moments(name string, sql types.Type, digits int) tester {
	stamp, isStamp := sql.(types.TimestampType)
	return value[time.Time]{
		name: name, sql: sql, corpus: edges, random: anyTime,
		expect: func(p product, v time.Time) outcome[time.Time] {
			if !reaches(p, isStamp && p == mariadb && stamp.Digits() == 6, v) {
				return refuse[time.Time]()
			}
			cut := floor(v.UTC(), 6)
			switch {
			case digits < 6 && p == postgresql:
				cut = floor(cut.Add(half(digits)), digits)
			case digits < 6 && p == mariadb:
				cut = floor(cut, digits)
			}
			if cut.Equal(v) {
				return keep(cut)
			}
			return change(cut, fractionRule)
		},
		same: func(a, b time.Time) bool { return a.Equal(b) && a.Location() == time.UTC && b.Location() == time.UTC },
	}
}

// reaches tells whether a database has a moment.
func reaches(p product, stamp bool, v time.Time) bool {
	y := v.UTC().Year()
	switch {
	case p == postgresql:
		return !v.Before(at(-4713, 11, 24, 0, 0, 0, 0)) && y <= 294276
	case stamp:
		return v.Unix() >= 1 && v.Unix() <= math.MaxInt32
	}
	return y >= 0 && y <= 9999
}

// floor cuts a time to so many digits behind the point of a second.
func floor(t time.Time, digits int) time.Time {
	unit := int(math.Pow10(9 - digits))
	return t.Add(-time.Duration(t.Nanosecond() % unit))
}

// half is half of the last digit.
func half(digits int) time.Duration { return time.Duration(math.Pow10(9-digits)) / 2 }

var days = []types.Date{
	{Year: 1, Month: 1, Day: 1},
	{Year: 1582, Month: 10, Day: 10},
	{Year: 1900, Month: 2, Day: 28},
	{Year: 1969, Month: 12, Day: 31},
	{Year: 1970, Month: 1, Day: 1},
	{Year: 2000, Month: 2, Day: 29},
	{Year: 2024, Month: 2, Day: 29},
	{Year: 9999, Month: 12, Day: 31},
	{},
	{Year: 2023, Month: 2, Day: 29},
	{Year: 2023, Month: 13, Day: 1},
	{Year: 2023, Month: 0, Day: 1},
	{Year: 2023, Month: 1, Day: 0},
	{Year: 0, Month: 1, Day: 1},
	{Year: -1, Month: 6, Day: 15},
	{Year: -43, Month: 3, Day: 15},
	{Year: 10000, Month: 1, Day: 1},
	{Year: 12345, Month: 12, Day: 31},
	{Year: 5874897, Month: 12, Day: 31},
	{Year: 1, Month: 12, Day: 32},
}

// dates are days of the years 1 to 9999.
func dates() tester {
	return value[types.Date]{
		name: "date", sql: types.DateType{}, corpus: days,
		random: func(r *rand.Rand) types.Date { return types.DateOf(anyTime(r)) },
		expect: func(_ product, v types.Date) outcome[types.Date] {
			y, m, d := time.Date(v.Year, v.Month, v.Day, 0, 0, 0, 0, time.UTC).Date()
			return keepIf(v, y == v.Year && m == v.Month && d == v.Day && y >= 1 && y <= 9999)
		},
	}
}

// datesOfTimes are times of which a column keeps the day.
func datesOfTimes() tester {
	return value[time.Time]{
		name: "time.Time in DATE", sql: types.DateType{}, corpus: edges, random: anyTime,
		expect: dayOf, spelled: dayOf,
		same: func(a, b time.Time) bool { return a.Equal(b) },
	}
}

// dayOf is what a DATE keeps of a time.
func dayOf(_ product, v time.Time) outcome[time.Time] {
	y, m, d := v.Date()
	day := at(y, m, d, 0, 0, 0, 0)
	switch {
	case y < 1 || y > 9999:
		return refuse[time.Time]()
	case day.Equal(v):
		return keep(v)
	}
	return change(day, partRule)
}

// clocks are times of day to so many digits.
func clocks(name string, sql types.Type, digits int) tester {
	unit := types.TimeOfDay(math.Pow10(6 - digits))
	day := types.Clock(24, 0, 0)
	return value[types.TimeOfDay]{
		name: name, sql: sql,
		corpus: []types.TimeOfDay{0, 1, 999999, 1000000, 499999, 500000, types.Clock(12, 57, 18) + 396, types.Clock(23, 59, 59), day - 500001, day - 500000, day - 501, day - 500, day - 1, day, -1, types.Clock(838, 59, 59), math.MaxInt64, math.MinInt64},
		random: func(r *rand.Rand) types.TimeOfDay { return types.TimeOfDay(r.Int64N(int64(day))) },
		expect: func(p product, v types.TimeOfDay) outcome[types.TimeOfDay] {
			cut := v
			switch {
			case v < 0 || v >= day:
				return refuse[types.TimeOfDay]()
			case digits < 6 && p == postgresql:
				cut = (v + unit/2) / unit * unit
			case digits < 6 && p == mariadb:
				cut = v / unit * unit
			}
			if cut == v {
				return keep(v)
			}
			out := change(cut, fractionRule)
			out.unsaid = cut == day // which PostgreSQL rounds to, and which is no value to write
			return out
		},
	}
}

// clocksOfTimes are times of which a column keeps the time of day.
func clocksOfTimes() tester {
	return value[time.Time]{
		name: "time.Time in TIME", sql: types.Time(), corpus: edges, random: anyTime,
		expect: clockOf, spelled: clockOf,
		same: func(a, b time.Time) bool { return a.Equal(b) },
	}
}

// clockOf is what a TIME keeps of a time.
func clockOf(_ product, v time.Time) outcome[time.Time] {
	h, m, s := v.Clock()
	clock := at(0, 1, 1, h, m, s, v.Nanosecond()/1000*1000)
	if clock.Equal(v) {
		return keep(v)
	}
	return change(clock, partRule)
}

// durations are intervals to so many digits.
func durations(name string, sql types.Type, digits int) tester {
	last := []time.Duration{math.MaxInt64, math.MinInt64, math.MaxInt64 - 807, time.Duration(math.MinInt64) + 808}
	if digits < 6 {
		last = nil // rounded, they are more than a time.Duration holds: reading them is a rowplan.RangeError
	}
	return value[time.Duration]{
		name: name, sql: sql,
		corpus: append(last, []time.Duration{
			0, 1, -1, 999, -999, 1000, -1000, 1500, -1500, time.Second, -time.Second, time.Second - 1, 24 * time.Hour, 25*time.Hour + 1500*time.Microsecond, -24*time.Hour - time.Microsecond, 30 * 24 * time.Hour, 366 * 24 * time.Hour,
			100 * 365 * 24 * time.Hour, 500 * time.Microsecond, -500 * time.Microsecond, 499 * time.Microsecond, 250*time.Millisecond + 500*time.Microsecond,
		}...),
		random: func(r *rand.Rand) time.Duration { return time.Duration(anyInt(r)) / 2 },
		expect: func(p product, v time.Duration) outcome[time.Duration] {
			cut := v / 1000 * 1000
			switch {
			case digits < 6 && p == postgresql:
				cut = cut.Round(2 * half(digits))
			case digits < 6 && p == mariadb: // the time since 1970 is cut: downwards
				if cut%(2*half(digits)) < 0 {
					cut -= 2 * half(digits)
				}
				cut = cut.Truncate(2 * half(digits))
			}
			if cut == v {
				return keep(v)
			}
			return change(cut, fractionRule)
		},
	}
}
