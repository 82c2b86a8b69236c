{{- define "cluster-share.name" -}}
{{- .Values.clusterShare.nameOverride | default "cluster-share" | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "cluster-share.fullname" -}}
{{- $name := include "cluster-share.name" . -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- .Values.clusterShare.fullnameOverride | default $full | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "cluster-share.selector" -}}
app.kubernetes.io/name: {{ include "cluster-share.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "cluster-share.metadata" -}}
name: {{ include "cluster-share.fullname" . | quote }}
namespace: {{ .Release.Namespace | quote }}
{{ include "cluster-share.labels" . }}
{{- end -}}

{{- define "cluster-share.labels" -}}
labels:
  helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
  app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
  app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
  {{- include "cluster-share.selector" . | nindent 2 }}
{{- end -}}

{{- define "cluster-share.serviceAccount" -}}
{{- $own := .Values.clusterShare.serviceAccount -}}
{{- $own.name | default (ternary (include "cluster-share.fullname" .) "default" $own.create) -}}
{{- end -}}

{{- define "cluster-share.tlsSecret" -}}
{{- .Values.clusterShare.ingress.tlsSecretName | default (printf "%s-tls" (include "cluster-share.fullname" .)) -}}
{{- end -}}
