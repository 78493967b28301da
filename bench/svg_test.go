package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func exampleChart() string {
	return chart("A & B", "shorter is better", []panel{
		{title: "load <100k>", bars: []bar{{label: "azoth", value: 1, ours: true}, {label: "gorm", value: 2}, {label: "sqlalchemy", value: 50, apart: true}}},
		{title: "empty"},
		{title: "zero", bars: []bar{{label: "azoth", value: 0}}},
	})
}

func TestChartIsXML(t *testing.T) {
	d := xml.NewDecoder(strings.NewReader(exampleChart()))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestBarsShareAScale(t *testing.T) {
	got := exampleChart()
	for _, want := range []string{
		`width="140.0" height="12" fill="#d9480f"`, // half of what the longest has
		`width="280.0" height="12" fill="#b8c0cc"`,
		`width="280.0" height="12" fill="#e3e7ec"`, // cut off
		"50.0 →", "load &lt;100k&gt;",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for us, want := range map[float64]string{0.0123: "0.0123", 0.456: "0.46", 9.876: "9.88", 45.67: "45.7", 1234.5: "1234"} {
		if got := number(us); got != want {
			t.Errorf("%v is %s, want %s", us, got, want)
		}
	}
}
