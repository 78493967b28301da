package expr

import "github.com/azoth-orm/azoth/types"

// kindOfType is what arithmetic makes a difference of.
type kindOfType uint8

const (
	unknownKind kindOfType = iota
	integerKind
	exactKind
	floatKind
	dayKind
	momentKind
	clockKind
	spanKind
)

func kindOf(t types.Type) kindOfType {
	if t == nil {
		return unknownKind
	}
	if types.IsInteger(t) {
		return integerKind
	}
	switch types.Storage(t).(type) {
	case types.NumericType:
		return exactKind
	case types.FloatType, types.RealType, types.DoubleType:
		return floatKind
	case types.DateType:
		return dayKind
	case types.DateTimeType, types.TimestampType:
		return momentKind
	case types.TimeType:
		return clockKind
	case types.IntervalType:
		return spanKind
	}
	return unknownKind
}

// IsTemporal tells whether t is the type of a day, a time or an interval.
func IsTemporal(t types.Type) bool { return kindOf(t) >= dayKind }

// sum is what is added, taken away or multiplied.
type sum struct {
	op   Op
	a, b kindOfType
}

// temporalResults are the kinds of results in which days, times and intervals take part. What is not here has no type.
//
// SQLAlchemy: the _expression_adaptations of Date, DateTime, Time, Interval and Integer.
var temporalResults = map[sum]kindOfType{
	{OpAdd, dayKind, integerKind}:   dayKind,
	{OpAdd, integerKind, dayKind}:   dayKind,
	{OpAdd, dayKind, spanKind}:      momentKind,
	{OpAdd, spanKind, dayKind}:      momentKind,
	{OpAdd, dayKind, clockKind}:     momentKind,
	{OpAdd, clockKind, dayKind}:     momentKind,
	{OpSub, dayKind, integerKind}:   dayKind,
	{OpSub, dayKind, dayKind}:       integerKind,
	{OpSub, dayKind, spanKind}:      momentKind,
	{OpSub, dayKind, momentKind}:    spanKind,
	{OpSub, momentKind, dayKind}:    spanKind,
	{OpAdd, momentKind, spanKind}:   momentKind,
	{OpAdd, spanKind, momentKind}:   momentKind,
	{OpSub, momentKind, spanKind}:   momentKind,
	{OpSub, momentKind, momentKind}: spanKind,
	{OpAdd, clockKind, spanKind}:    clockKind,
	{OpAdd, spanKind, clockKind}:    clockKind,
	{OpSub, clockKind, spanKind}:    clockKind,
	{OpSub, clockKind, clockKind}:   spanKind,
	{OpAdd, spanKind, spanKind}:     spanKind,
	{OpSub, spanKind, spanKind}:     spanKind,
	{OpMul, spanKind, integerKind}:  spanKind,
	{OpMul, spanKind, exactKind}:    spanKind,
	{OpMul, spanKind, floatKind}:    spanKind,
	{OpMul, integerKind, spanKind}:  spanKind,
	{OpMul, exactKind, spanKind}:    spanKind,
	{OpMul, floatKind, spanKind}:    spanKind,
	{OpDiv, spanKind, integerKind}:  spanKind,
	{OpDiv, spanKind, exactKind}:    spanKind,
	{OpDiv, spanKind, floatKind}:    spanKind,
}

// arithmeticType is the type of a op b. Of numbers of different types it is the wider one: an integer with an exact number is exact, with
// floating point it is floating point. / of integers that keeps the fraction is exact.
func arithmeticType(op Op, a, b types.Type) types.Type {
	x, y := kindOf(a), kindOf(b)
	if x >= dayKind || y >= dayKind {
		return temporalType(temporalResults[sum{op, x, y}], a, b)
	}
	if x == integerKind && widens(op) {
		switch {
		case y == exactKind || y == floatKind:
			return b
		case op == OpTrueDiv:
			return types.NumericType{}
		}
	}
	return plainType(a)
}

// widens tells whether a number of another type on the right makes an integer one of that type.
func widens(op Op) bool {
	switch op {
	case OpAdd, OpSub, OpMul, OpTrueDiv, OpFloorDiv:
		return true
	}
	return false
}

// temporalType is a type of the kind: that of an operand if one has it.
func temporalType(k kindOfType, a, b types.Type) types.Type {
	switch {
	case k == unknownKind:
		return nil
	case kindOf(a) == k:
		return a
	case kindOf(b) == k:
		return b
	case k == integerKind:
		return types.Integer()
	case k == momentKind:
		return types.DateTime()
	case k == spanKind:
		return types.Interval()
	}
	return nil
}

// Temporal renders a op b of days, times and intervals, read as a V. A value of Go gets a CAST, for which type it has does not follow from
// what stands beside it.
func Temporal[V any](op Op, a, b Node) Value[V, V] {
	return MakeValue[V, V](NewBinary(op, castBind(ElementOf(a)), castBind(ElementOf(b))))
}

func castBind(e Element) Element {
	if b, ok := e.(*Bind); ok && b.Type != nil {
		return NewCast(b, b.Type)
	}
	return e
}
