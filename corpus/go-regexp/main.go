// Applies rules to a log. Reads from stdin the rules, one a line, an empty line, then the log:
//
//	drop PATTERN                  lines that match do not go on
//	replace PATTERN => TEXT       what matches becomes TEXT; $1, ${name} stand for its groups
//	count PATTERN                 counts the different matches of its first group, or of all of it
//	fields PATTERN                each named group is a column: how many lines have it, its smallest and largest value
//	split PATTERN                 counts the parts of each line between matches
//	sample N                      shows every N-th line that is left
//
// Writes the lines shown, what each rule has found, and a checksum of the whole log that is left. Rules are applied in
// their order. Addresses, cards and keys are hidden first, whatever the rules: those patterns are compiled before the
// request is read.
package main

import (
	"bufio"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// secrets are hidden in every line.
var secrets = []struct {
	pattern *regexp.Regexp
	text    string
}{
	{regexp.MustCompile(`(?i)\b[a-z0-9._%+-]+@([a-z0-9-]+\.)+[a-z]{2,}\b`), "<mail>"},
	{regexp.MustCompile(`\b(?:\d{4}[ -]){3}\d{4}\b`), "<card>"},
	{regexp.MustCompile(`((?i:password|token|secret)\s*[=:]\s*)("[^"]*"|\S+)`), "$1<secret>"},
	{regexp.MustCompile(`\b(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\b`), "$1.x.x"},
}

type rule struct {
	kind    string
	source  string
	pattern *regexp.Regexp
	text    string
	hits    int
	found   map[string]int
	columns []column
}

type column struct {
	count             int
	smallest, largest string
}

func main() {
	input, err := io.ReadAll(bufio.NewReader(os.Stdin))
	if err == nil {
		output := bufio.NewWriter(os.Stdout)
		err = errors.Join(scrub(string(input), output), output.Flush())
	}
	if err != nil {
		os.Stderr.WriteString("go-regexp: " + err.Error() + "\n")
		os.Exit(1)
	}
}

func scrub(input string, output *bufio.Writer) error {
	head, log, _ := strings.Cut(input, "\n\n")
	var rules []*rule
	every := 0
	for number, line := range strings.Split(head, "\n") {
		if count, is := strings.CutPrefix(line, "sample "); is {
			every, _ = strconv.Atoi(count)
			continue
		}
		r, err := parse(line)
		if err != nil {
			return errors.New("rule " + strconv.Itoa(number+1) + ": " + err.Error())
		}
		rules = append(rules, r)
	}

	kept, checksum := 0, uint32(0)
lines:
	for line := range strings.Lines(log) {
		line = strings.TrimSuffix(line, "\n")
		for _, secret := range secrets {
			line = secret.pattern.ReplaceAllString(line, secret.text)
		}
		for _, r := range rules {
			var drop bool
			if line, drop = r.apply(line); drop {
				continue lines
			}
		}
		kept++
		checksum = crc32.Update(checksum, crc32.IEEETable, []byte(line+"\n"))
		if every > 0 && kept%every == 0 {
			output.WriteString(line + "\n")
		}
	}

	for _, r := range rules {
		r.report(output)
	}
	output.WriteString("\n" + strconv.Itoa(kept) + " lines, checksum " + strconv.FormatUint(uint64(checksum), 16) + "\n")
	return nil
}

func parse(line string) (*rule, error) {
	kind, source, _ := strings.Cut(line, " ")
	r := &rule{kind: kind, source: source, found: map[string]int{}}
	switch kind {
	case "drop", "count", "fields", "split":
	case "replace":
		var arrow bool
		if source, r.text, arrow = strings.Cut(source, " => "); !arrow {
			return nil, errors.New("no => in it")
		}
	default:
		return nil, errors.New("unknown kind " + strconv.Quote(kind))
	}
	var err error
	if r.pattern, err = regexp.Compile(source); err == nil {
		r.columns = make([]column, len(r.pattern.SubexpNames()))
	}
	return r, err
}

func (r *rule) apply(line string) (left string, drop bool) {
	switch r.kind {
	case "drop":
		drop = r.pattern.MatchString(line)
		if drop {
			r.hits++
		}
	case "replace":
		r.hits += len(r.pattern.FindAllStringIndex(line, -1))
		line = r.pattern.ReplaceAllString(line, r.text)
	case "count":
		for _, groups := range r.pattern.FindAllStringSubmatch(line, -1) {
			r.hits++
			r.found[groups[min(1, len(groups)-1)]]++
		}
	case "fields":
		if groups := r.pattern.FindStringSubmatch(line); groups != nil {
			r.hits++
			for i, value := range groups {
				r.columns[i].add(value)
			}
		}
	case "split":
		parts := r.pattern.Split(line, -1)
		r.hits += len(parts) - 1
		for _, part := range parts {
			r.found[strings.ToLower(part)]++
		}
	}
	return line, drop
}

func (c *column) add(value string) {
	if value == "" {
		return
	}
	if c.count == 0 || value < c.smallest {
		c.smallest = value
	}
	c.largest = max(c.largest, value)
	c.count++
}

// report writes the hits, the ten texts that were found most, and the columns that have a name.
func (r *rule) report(output *bufio.Writer) {
	output.WriteString("\n" + r.kind + " " + r.source + "\n  " + strconv.Itoa(r.hits) + " hits\n")
	texts := make([]string, 0, len(r.found))
	for text := range r.found {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int {
		if difference := r.found[b] - r.found[a]; difference != 0 {
			return difference
		}
		return strings.Compare(a, b)
	})
	for _, text := range texts[:min(10, len(texts))] {
		output.WriteString("  " + strconv.Itoa(r.found[text]) + " × " + text + "\n")
	}
	if r.kind == "fields" {
		for i, name := range r.pattern.SubexpNames() {
			if c := r.columns[i]; name != "" {
				output.WriteString("  " + name + ": " + strconv.Itoa(c.count) + " lines, " + c.smallest + " to " + c.largest + "\n")
			}
		}
	}
}
