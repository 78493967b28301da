package types

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestDocumentText wants a document to be written with no more escapes than JSON asks for, and to be read as the same.
func TestDocumentText(t *testing.T) {
	for _, c := range []struct {
		v    any
		want string
	}{
		{"a&b<c>", `"a&b<c>"`},
		{"\u2028a\u2029", "\"\u2028a\u2029\""},
		{`\u2028`, `"\\u2028"`},
		{`\` + "\u2028", `"\\` + "\u2028" + `"`},
		{"\x01\b\t\x7f", `"\u0001\b\t` + "\x7f\""},
		{`a"b\`, `"a\"b\\"`},
		{map[string]any{"&\u2028": []any{"<", nil}}, "{\"&\u2028\":[\"<\",null]}"},
		{json.RawMessage(`"\u0026 \\u2028 \u2028"`), `"\u0026 \\u2028 ` + "\u2028\""},
	} {
		v, err := Document{V: c.v}.EncodeSQL(nil, Native{})
		if err != nil || v.Text() != c.want {
			t.Errorf("%q is %s, error %v, want %s", c.v, v.Text(), err, c.want)
			continue
		}
		var got, want any
		plain, _ := json.Marshal(c.v)
		if json.Unmarshal([]byte(v.Text()), &got) != nil || json.Unmarshal(plain, &want) != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is read as %q, want %q", v.Text(), got, want)
		}
	}
}
