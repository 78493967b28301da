package engine

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/types"
)

// How bound values look in the log and in errors: as SQLAlchemy shows them, with long values and long lists cut in the middle.
const (
	maxShownChars  = 300
	maxShownParams = 100
	maxShownSets   = 10
	lastShownSets  = 2
)

// formatArgs is ('ed', 1), or [('ed',), ('wendy',)] for many.
func formatArgs(args [][]types.Value, many bool) string {
	if !many {
		if len(args) == 0 {
			return "()"
		}
		return formatRow(args[0])
	}
	var b strings.Builder
	b.WriteByte('[')
	first, last := len(args), 0
	if len(args) > maxShownSets {
		first, last = maxShownSets-lastShownSets, lastShownSets
	}
	writeRows(&b, args[:first])
	if last > 0 {
		fmt.Fprintf(&b, "  ... displaying %d of %d total bound parameter sets ...  ", maxShownSets, len(args))
		writeRows(&b, args[len(args)-last:])
	}
	b.WriteByte(']')
	return b.String()
}

func writeRows(b *strings.Builder, rows [][]types.Value) {
	for i, r := range rows {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(formatRow(r))
	}
}

func formatRow(vs []types.Value) string {
	var b strings.Builder
	b.WriteByte('(')
	if cut := len(vs) - maxShownParams; cut > 0 {
		writeValues(&b, vs[:maxShownParams/2])
		fmt.Fprintf(&b, " ... %d parameters truncated ... ", cut)
		writeValues(&b, vs[len(vs)-maxShownParams/2:])
	} else {
		writeValues(&b, vs)
	}
	if len(vs) == 1 {
		b.WriteByte(',')
	}
	b.WriteByte(')')
	return b.String()
}

func writeValues(b *strings.Builder, vs []types.Value) {
	for i, v := range vs {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(cutMiddle(formatValue(v)))
	}
}

// cutMiddle cuts a long text in the middle.
func cutMiddle(s string) string {
	n := utf8.RuneCountInString(s)
	if n <= maxShownChars {
		return s
	}
	rs := []rune(s)
	half := maxShownChars / 2
	return fmt.Sprintf("%s ... (%d characters truncated) ... %s", string(rs[:half]), n-2*half, string(rs[n-half:]))
}

// formatValue is v as SQLAlchemy prints it: None, True, 1, 1.5, 'text', b'bytes'.
func formatValue(v types.Value) string {
	switch v.Kind() {
	case types.KindNull:
		return "None"
	case types.KindBool:
		if v.Bool() {
			return "True"
		}
		return "False"
	case types.KindInt64:
		return strconv.FormatInt(v.Int64(), 10)
	case types.KindFloat64:
		return formatFloat(v.Float64())
	case types.KindText:
		return quoteText(v.Text())
	case types.KindBytes:
		return formatBytes(v.Bytes())
	case types.KindTime:
		return quoteText(v.Time().UTC().Format("2006-01-02 15:04:05.000000"))
	}
	return formatOther(v.Any())
}

func formatFloat(f float64) string {
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if strings.Trim(s, "-0123456789") == "" {
		s += ".0"
	}
	return s
}

func formatOther(v any) string {
	if t, ok := v.(time.Duration); ok {
		return t.String()
	}
	return safe(fmt.Sprint(v))
}

// maxShownBytes limits what is escaped of a long blob, most of which would be cut anyway.
const maxShownBytes = 4 * maxShownChars

func formatBytes(b []byte) string {
	more := ""
	if len(b) > maxShownBytes {
		more = fmt.Sprintf(" ... (%d bytes)", len(b))
		b = b[:maxShownChars/2]
	}
	var out strings.Builder
	out.WriteString("b'")
	for _, c := range b {
		if c >= ' ' && c < 0x7f && c != '\'' && c != '\\' {
			out.WriteByte(c)
			continue
		}
		fmt.Fprintf(&out, `\x%02x`, c)
	}
	out.WriteByte('\'')
	return out.String() + more
}

// quoteText quotes s as Python does: in ' unless it has one and no ". Everything that is not printable is escaped.
func quoteText(s string) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	var b strings.Builder
	b.WriteByte(quote)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == rune(quote) || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r != ' ' && !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		i += n
	}
	b.WriteByte(quote)
	return b.String()
}
