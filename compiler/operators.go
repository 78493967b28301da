package compiler

import "github.com/azoth-orm/azoth/expr"

// Operator is how an operator is written.
type Operator struct {
	// Text is the operator with the blanks around it.
	Text string
	// Level is how strongly it binds; an operand that does not bind more strongly than what it is an operand of gets parentheses.
	Level int
	// Negation is the operator that NOT turns it into; OpNone if NOT is written in front.
	Negation expr.Op
	// Flat says that a op (b op c) needs no parentheses.
	Flat bool
	// Rule writes the whole comparison, if its text is not left, operator, right.
	Rule func(c *Compiler, b *expr.Binary)
}

// The levels of operators. They are SQLAlchemy's, so that parentheses come out as there; databases differ among each other, and
// the levels are on the safe side of all of them.
const (
	levelLoose      = -100 // always in parentheses, even alone in WHERE
	levelCondition  = -10  // a condition that stands alone
	levelComma      = -1
	levelExists     = 0 // also operators that this package does not know
	levelOr         = 2
	levelAnd        = 3 // also ASC and DESC
	levelCollate    = 4
	levelComparison = 5
	levelMatch      = 6 // NOT before it needs no parentheses
	levelSum        = 7
	levelProduct    = 8
	levelAny        = 15
)

// standardOperators is the table of the default grammar.
func standardOperators() map[expr.Op]Operator {
	t := map[expr.Op]Operator{
		expr.OpAnd:        {Text: " AND ", Level: levelAnd, Flat: true},
		expr.OpOr:         {Text: " OR ", Level: levelOr, Flat: true},
		expr.OpNot:        {Text: "NOT ", Level: levelComparison},
		expr.OpExists:     {Text: "EXISTS ", Level: levelExists},
		expr.OpDistinct:   {Text: "DISTINCT ", Level: levelComparison},
		expr.OpNeg:        {Text: "-", Level: levelProduct},
		expr.OpBitNot:     {Text: "~", Level: levelProduct},
		expr.OpAny:        {Text: "ANY ", Level: levelAny},
		expr.OpAll:        {Text: "ALL ", Level: levelAny},
		opCollate:         {Text: " COLLATE ", Level: levelCollate},
		expr.OpComma:      {Text: ", ", Level: levelComma},
		expr.OpCustom:     {Level: levelExists, Rule: writeCustom},
		expr.OpAdd:        {Text: " + ", Level: levelSum, Flat: true},
		expr.OpSub:        {Text: " - ", Level: levelSum},
		expr.OpMul:        {Text: " * ", Level: levelProduct, Flat: true},
		expr.OpDiv:        {Text: " / ", Level: levelProduct, Rule: DivideCasting},
		expr.OpMod:        {Text: " % ", Level: levelProduct},
		expr.OpBitAnd:     {Text: " & ", Level: levelSum},
		expr.OpBitOr:      {Text: " | ", Level: levelSum},
		expr.OpBitXor:     {Text: " ^ ", Level: levelSum},
		expr.OpShiftLeft:  {Text: " << ", Level: levelSum},
		expr.OpShiftRight: {Text: " >> ", Level: levelSum},
		expr.OpConcat:     {Text: " || ", Level: levelComparison, Flat: true},
		expr.OpTrueDiv:    {Text: " / ", Level: levelProduct, Rule: TrueDivideCasting},
		expr.OpFloorDiv:   {Text: " / ", Level: levelProduct, Rule: FloorDivide},
		expr.OpMatch:      {Level: levelMatch, Rule: writeNoMatch},

		expr.OpRegexpReplace:       {Level: levelComparison},
		expr.OpArrayContains:       {Text: " @> ", Level: levelComparison, Rule: writeNoArrays},
		expr.OpArrayContainedBy:    {Text: " <@ ", Level: levelComparison, Rule: writeNoArrays},
		expr.OpArrayOverlaps:       {Text: " && ", Level: levelComparison, Rule: writeNoArrays},
		expr.OpHasKey:              {Text: " ? ", Level: levelComparison, Rule: writeNoDocuments},
		expr.OpHasAnyKey:           {Text: " ?| ", Level: levelComparison, Rule: writeNoDocuments},
		expr.OpHasAllKeys:          {Text: " ?& ", Level: levelComparison, Rule: writeNoDocuments},
		expr.OpDocumentContains:    {Text: " @> ", Level: levelComparison, Rule: writeNoDocuments},
		expr.OpDocumentContainedBy: {Text: " <@ ", Level: levelComparison, Rule: writeNoDocuments},
	}
	addComparisons(t)
	addPatterns(t)
	return t
}

// addComparisons adds the operators that NOT turns round.
func addComparisons(t map[expr.Op]Operator) {
	for _, p := range []struct {
		op, negation expr.Op
		text, not    string
	}{
		{expr.OpEq, expr.OpNe, " = ", " != "},
		{expr.OpLt, expr.OpGe, " < ", " >= "},
		{expr.OpGt, expr.OpLe, " > ", " <= "},
		{expr.OpIs, expr.OpIsNot, " IS ", " IS NOT "},
		{expr.OpIsDistinct, expr.OpIsNotDistinct, " IS DISTINCT FROM ", " IS NOT DISTINCT FROM "},
		{expr.OpIn, expr.OpNotIn, " IN ", " NOT IN "},
		{expr.OpBetween, expr.OpNotBetween, " BETWEEN ", " NOT BETWEEN "},
		{expr.OpRegexp, expr.OpNotRegexp, " REGEXP ", " NOT REGEXP "},
	} {
		t[p.op] = Operator{Text: p.text, Level: levelComparison, Negation: p.negation}
		t[p.negation] = Operator{Text: p.not, Level: levelComparison, Negation: p.op}
	}
	notIn := t[expr.OpNotIn]
	notIn.Rule = writeNotIn
	t[expr.OpNotIn] = notIn
	for _, op := range []expr.Op{expr.OpRegexp, expr.OpNotRegexp} {
		r := t[op]
		r.Rule = writeNoRegexp
		t[op] = r
	}
}

// addPatterns adds the LIKE family.
func addPatterns(t map[expr.Op]Operator) {
	for _, p := range []struct {
		op, negation expr.Op
		level        int
	}{
		{expr.OpLike, expr.OpNotLike, levelComparison},
		{expr.OpILike, expr.OpNotILike, levelComparison},
		{expr.OpContains, expr.OpNotContains, levelLoose},
		{expr.OpStartsWith, expr.OpNotStartsWith, levelLoose},
		{expr.OpEndsWith, expr.OpNotEndsWith, levelLoose},
		{expr.OpIContains, expr.OpNotIContains, levelLoose},
		{expr.OpIStartsWith, expr.OpNotIStartsWith, levelLoose},
		{expr.OpIEndsWith, expr.OpNotIEndsWith, levelLoose},
	} {
		t[p.op] = Operator{Text: " LIKE ", Level: p.level, Negation: p.negation, Rule: writeLike}
		t[p.negation] = Operator{Text: " NOT LIKE ", Level: p.level, Negation: p.op, Rule: writeLike}
	}
}

// Spell gives op another text in g.
func (g *Grammar) Spell(op expr.Op, text string) {
	o := g.Operators[op]
	o.Text, o.Rule = text, nil
	g.Operators[op] = o
}

// SpellBy makes rule write the comparisons with op.
func (g *Grammar) SpellBy(op expr.Op, rule func(c *Compiler, b *expr.Binary)) {
	o := g.Operators[op]
	o.Rule = rule
	g.Operators[op] = o
}
